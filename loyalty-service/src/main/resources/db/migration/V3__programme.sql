COMMENT ON TABLE programme IS
    'Settings of a programme, versioned and insert only. Of the versions whose holds_from was reached, the one of the '
    'greatest number holds: a later version takes the place of an earlier one whose date is still to come.';
