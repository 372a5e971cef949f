//! `IWuaReader`: a whole result in one call, for our own clients.

use wua_com::reading::{Shape, read_packed};
use wua_com::standard::IDISPATCH;
use wua_com::{Caller, Error, Family, Outcome, Slot, Value, code, ok, outcome};
use wua_defs::interfaces::by_name;
use wua_defs::vendor::{IWUA_READER, READ};

/// The same for every session.
pub(crate) const FAMILY: Family = Family {
    interface: &IWUA_READER,
    dispatch: |_, caller, slot, args| outcome(&IWUA_READER, slot, read(caller, slot, args)),
};

fn read(caller: &Caller, slot: Slot, args: &[Value]) -> Outcome {
    let (READ, [object, Value::Text(shape)]) = (slot, args) else {
        return Err(code::E_INVALIDARG.into());
    };
    let object = object
        .as_object()
        .ok_or_else(|| Error::new(code::E_POINTER, "no object was given"))?;
    let shape = Shape::parse(shape, &by_name)?;
    // Objects of others are not asked: this is the place of what is here.
    if !object.supports(&IDISPATCH) || !object.supports(shape.interface()) {
        return Err(Error::new(
            code::E_NOINTERFACE,
            format!("the object has no {}", shape.interface().name),
        ));
    }
    ok(Value::Bytes(read_packed(&shape, caller, object).into()))
}

#[cfg(test)]
mod tests {
    use wua_com::reading::{Tree, unpack};
    use wua_com::{ObjectRef, Rights};

    use super::*;
    use crate::web_proxy::WebProxy;

    fn ask_of(object: Option<ObjectRef>, shape: &str) -> Result<Vec<Tree>, Error> {
        let caller = Caller::local(Rights::Administrator);
        let answer = read(&caller, READ, &[Value::Unknown(object), Value::from(shape)])?;
        match answer.value {
            Value::Bytes(bytes) => Ok(unpack(&bytes).unwrap()),
            other => panic!("{other:?}"),
        }
    }

    fn ask(shape: &str) -> Result<Vec<Tree>, Error> {
        ask_of(Some(ObjectRef::new(WebProxy::of_the_user())), shape)
    }

    #[test]
    fn many_properties_come_in_one_answer() {
        let read = ask("IWebProxy{ ReadOnly, BypassList[], AutoDetect }").unwrap();
        let [Tree::Node(fields)] = &read[..] else {
            panic!("{read:?}")
        };
        assert!(
            matches!(
                fields[..],
                [
                    Tree::Value(Value::Bool(false)),
                    Tree::Items(_),
                    Tree::Value(Value::Bool(_))
                ]
            ),
            "{fields:?}"
        );
    }

    #[test]
    fn what_cannot_be_meant_is_refused() {
        for wrong in [
            "",
            "IWebProxy",
            "IWebProxy{}",
            "IWebProxy{ReadOnly",
            "IWebProxy{ReadOnly}}",
            "IWebProxy{Nothing}",
            "IWebProxy{PromptForCredentials}",
            "IWebProxy{ReadOnly{Title}}",
            "IWebProxy{ReadOnly[]}",
            "IWebProxy{BypassList[{Title}]}",
            "INothing{ReadOnly}",
        ] {
            assert_eq!(ask(wrong).unwrap_err().hresult(), code::E_INVALIDARG, "{wrong}");
        }
        assert_eq!(ask("IUpdate{Title}").unwrap_err().hresult(), code::E_NOINTERFACE);
        let deep = format!("IUpdate{{{}", "BundledUpdates[{".repeat(500));
        assert_eq!(ask(&deep).unwrap_err().hresult(), code::E_INVALIDARG);
    }

    #[test]
    fn there_is_no_answer_without_an_object() {
        let nobody = ask_of(None, "IWebProxy{ReadOnly}");
        assert_eq!(nobody.unwrap_err().hresult(), code::E_POINTER);
    }
}
