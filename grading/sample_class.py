def grade_sample_class(): pass
