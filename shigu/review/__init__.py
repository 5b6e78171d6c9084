"""The desk where what news says is judged: accepted into the apps below, corrected or rejected."""
