"""Questions asked after a plan: why not there, what if, who moves, how sure, how fair.

A plan is first stood up in its model (:func:`shigu.engine.siting.questions.standing.stand`);
every question is then put to the :class:`~shigu.engine.siting.questions.standing.Standing`.
"""
