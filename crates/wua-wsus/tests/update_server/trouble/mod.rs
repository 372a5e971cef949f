//! Servers that fail, lie, or become others; networks that break, disks that are full, clocks that jump, processes that end.
//!
//! Whatever it is: the error says where it happened and what can be done, what is known is what was known before or what the
//! server offers, and the next search finds everything.

mod bare;
mod brittle;
mod bytes;
mod child;
mod clocks;
mod deaths;
mod disks;
mod faults;
mod files;
mod large;
mod lies;
mod scene;
mod servers;
mod slow;
mod together;
