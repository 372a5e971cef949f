//! What is run within the realm, by the environment that it takes.

mod another_cipher;
mod ciphers;
mod client_keytab;
mod expired;
mod lesser;
mod no_keytab;
mod no_tickets;
mod old_key;
mod strict;
mod usual;
mod wrong_keytab;
