//! A client that asks for less than ours does.

use libgssapi::context::{ClientCtx, CtxFlags};
use libgssapi::name::Name;
use libgssapi::oid::{GSS_MECH_KRB5, GSS_NT_HOSTBASED_SERVICE};
use wua_kerberos::{Files, Server};
use wua_rpc::auth::{Progress, Refusal, Security};

use crate::kdc::HOST;
use crate::support::*;

const DCE_STYLE: CtxFlags = CtxFlags::from_bits_retain(0x1000);

const ALL: CtxFlags = DCE_STYLE
    .union(CtxFlags::GSS_C_MUTUAL_FLAG)
    .union(CtxFlags::GSS_C_REPLAY_FLAG)
    .union(CtxFlags::GSS_C_SEQUENCE_FLAG)
    .union(CtxFlags::GSS_C_CONF_FLAG)
    .union(CtxFlags::GSS_C_INTEG_FLAG);

/// The server's half, with a client that asks for this.
fn agreed(flags: CtxFlags) -> Result<Box<dyn Security>, Refusal> {
    let service = format!("host@{HOST}");
    let target = Name::new(service.as_bytes(), Some(GSS_NT_HOSTBASED_SERVICE)).unwrap();
    let mut client = ClientCtx::new(None, target, flags, Some(GSS_MECH_KRB5));
    let mut server = Server::new(&Files::default(), Vec::new()).unwrap().handshake();
    let mut token = client.step(None, None).unwrap().unwrap().to_vec();
    loop {
        match server.step(&token, &mut World::without_kerberos())? {
            Progress::Done { security, .. } => return Ok(security),
            Progress::Continue(answer) => {
                token = client.step(Some(&answer), None).unwrap().unwrap().to_vec();
            }
        }
    }
}

#[test]
#[ignore = "needs a realm"]
fn without_a_sequence_or_three_legs_nobody_is_let_in() {
    assert!(agreed(ALL).is_ok());
    for missing in [CtxFlags::GSS_C_REPLAY_FLAG, CtxFlags::GSS_C_SEQUENCE_FLAG] {
        let refusal = agreed(ALL.difference(missing)).err().unwrap();
        let words = format!("without {:#x}", missing.bits());
        assert!(refusal.reason.ends_with(&words), "{refusal}");
    }
    assert!(agreed(ALL.difference(DCE_STYLE)).is_err());
}
