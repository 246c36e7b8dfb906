"""What a picture is and where it lies in the patient; numpy alone."""
