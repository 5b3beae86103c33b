/** The name under which the editor restores the billing page. */
export const PAGE_TYPE = "aimlapi.detail";
