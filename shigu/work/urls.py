"""Addresses of tasks, meetings, task forces and notices."""

from __future__ import annotations

from django.urls import path

from shigu.work.views import files, forces, meetings, notices, registers, robots, tasks, watching

app_name = "work"
urlpatterns = [
    path("", tasks.TaskList.as_view(), name="tasks"),
    path("tasks/new/", tasks.new, name="new_task"),
    path("tasks/batch/", tasks.batch, name="batch"),
    path("tasks/<uuid:key>/", tasks.task, name="task"),
    path("tasks/<uuid:key>/files/", files.add, name="add_file"),
    path("tasks/files/<uuid:key>/", files.file, name="file"),
    path("tasks/<uuid:key>/<slug:verb>/", tasks.act, name="act"),
    path("supervision/", watching.Supervision.as_view(), name="supervision"),
    path("calendar/", watching.calendar, name="calendar"),
    path("meetings/", meetings.MeetingList.as_view(), name="meetings"),
    path("meetings/new/", meetings.new, name="new_meeting"),
    path("meetings/<uuid:key>/", meetings.meeting, name="meeting"),
    path("meetings/<uuid:key>/record/", meetings.record, name="record"),
    path("meetings/<uuid:key>/decide/", meetings.decide, name="decide"),
    path("meetings/<uuid:key>/tasks/", meetings.hand_on, name="hand_on"),
    path("meetings/<uuid:key>/minutes/", meetings.minutes, name="minutes"),
    path("forces/", forces.ForceList.as_view(), name="forces"),
    path("forces/new/", forces.new, name="new_force"),
    path("forces/<uuid:key>/", forces.force, name="force"),
    path("forces/<uuid:key>/members/", forces.members, name="members"),
    path("registers/<slug:kind>/", registers.entries, name="register"),
    path("registers/<slug:kind>/new/", registers.new, name="new_entry"),
    path("registers/<slug:kind>/<uuid:key>/", registers.entry, name="entry"),
    path("notices/", notices.NoticeList.as_view(), name="notices"),
    path("notices/bell/", notices.bell, name="bell"),
    path("notices/read/", notices.mark_read, name="mark_read"),
    path("notices/how/", notices.preference, name="preference"),
    path("notices/<uuid:key>/", notices.open_notice, name="open_notice"),
    path("robots/", robots.robots, name="robots"),
    path("robots/<uuid:key>/switch/", robots.switch, name="switch_robot"),
    path("robots/messages/<uuid:key>/again/", robots.send_again, name="send_again"),
]
