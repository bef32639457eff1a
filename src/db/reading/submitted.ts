/** What people submit has a source too, so that every article has one: a fixed row, made by migration 0003, that nobody polls or lists. */

/** `sourceId('winnow:submitted')`. */
export const SUBMITTED_SOURCE = 'bfda686e-72ba-839a-a44d-21b90b6dad11'
