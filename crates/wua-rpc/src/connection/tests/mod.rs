//! Client and server in one struct, with time as a field: no ports, no sleeps.

mod auth3;
mod binding;
mod calling;
mod fragments;
mod fuzz;
mod lies;
mod ntlm;
mod pair;
mod signing_in;
mod tampering;
mod toy;
mod waiting;
