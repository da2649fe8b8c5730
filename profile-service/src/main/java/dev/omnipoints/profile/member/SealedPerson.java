package dev.omnipoints.profile.member;

/** What is known of a person, each part a ciphertext under their own key; null where it is not known. */
record SealedPerson(byte[] givenName, byte[] familyName, byte[] birthDate, byte[] locale, byte[] attributes) {}
