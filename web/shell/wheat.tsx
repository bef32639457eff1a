/** The ear of wheat that is Winnow's sign. */

export function Wheat() {
  return (
    <svg
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden
    >
      <path d="M12 22V9M12 9c-2-1.5-2.500-4 0-7 2.500 3 2 5.500 0 7ZM12 14c-3 .3-5-1.200-5.500-4.500C9.800 9.600 11.800 11 12 14ZM12 14c3 .3 5-1.200 5.500-4.500C14.200 9.600 12.200 11 12 14ZM12 19c-3 .3-5-1.200-5.500-4.500C9.800 14.600 11.800 16 12 19ZM12 19c3 .3 5-1.200 5.500-4.500C14.200 14.600 12.200 16 12 19Z" />
    </svg>
  )
}
