"""Running the course: learners' copies, executed notebooks, handouts."""
