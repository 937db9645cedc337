"""What is withheld: the two lists asked, items listed, files, reminders, and what the public sees of them."""
