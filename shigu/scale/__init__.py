"""Functions of the engine over tables of any size: on this machine or on Spark. No own logic."""
