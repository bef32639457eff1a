/** Kept with the address of an article: to close it is to go back to where it was opened from. */
export const fromList = { isFromList: true }
