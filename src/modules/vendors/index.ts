/** Vendors of software: their products, and the authorities that they tell that they equip. See README.md. */
export {
  type DemonstrationVendor,
  fillDemonstrationVendor,
  removeDemonstrationVendors,
} from './demonstration.ts';
export { vendorPages } from './pages.ts';
export { vendorSection } from './section.tsx';
export { type Vendor, vendorOf } from './vendor.ts';
