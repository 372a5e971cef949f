//! `wuapi.dll`: the update agent as a COM server, for VBScript, JScript, C++ and whatever else calls COM.
//!
//! The DLL is an adapter around [`wua_com::ObjectRef::invoke`] and knows nothing of what the members do:
//!
//! * inwards: [`exports`] and [`class_factory`] create objects, [`com_object`] gives each one an identity and a face
//!   per family of interfaces, [`member_call`] (vtables, [`vtables`] is generated) and [`dispatch`] (by name) turn a
//!   call into values and one `invoke`;
//! * outwards: [`foreign`] holds objects that came from the caller. Every call to one happens where that object
//!   lives: [`apartment`] knows where we are, [`courier`] carries calls to another thread, [`call_chain`] answers
//!   the calls that come back from there.
//!
//! INVARIANT: no panic crosses the border ([`border::guard`] stands at every entry), no lock is held while anybody
//! else's code runs, and a single-threaded apartment never waits without serving its messages.
//!
//! What is described to browsers and compilers, and what proxies are made from, is the [`type_library`].
//!
//! [`registration`] takes the place of the system's classes under Wine alone: on Windows it stands beside them.

#![cfg(windows)]

mod apartment;
mod border;
mod bstr;
mod call_chain;
mod class_factory;
mod com_object;
mod com_pointer;
mod courier;
mod dispatch;
mod enum_variant;
mod error_info;
mod exports;
mod foreign;
mod host;
mod in_memory;
mod member_call;
mod object_pointer;
mod provide_class_info;
mod registration;
mod registration_journal;
mod registry;
mod signature;
mod support_error_info;
mod type_library;
mod variant;
mod vtables;
