"""What leaves the program: exactly what is composed on screen."""
