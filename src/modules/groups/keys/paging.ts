export const settledPerPage = 20;
