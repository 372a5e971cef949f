//! The grammar.
//!
//! One token of lookahead, one list of open parentheses, no recursion: the depth of the text costs no stack.

use wua_com::Guid;

use super::lexer::{Lexer, Token};
use super::name::{Name, Operator};
use super::{AndGroup, CriteriaError, Criterion, DeploymentAction, MAX_DEPTH, MAX_LENGTH, UpdateType, hint};

type Result<T> = std::result::Result<T, CriteriaError>;

pub(super) struct Parser<'a> {
    lexer: Lexer<'a>,
    next: Token<'a>,
    /// Where the parentheses stand that are still open.
    open: Vec<usize>,
}

/// What follows a criterion.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Join {
    And,
    Or,
    End,
}

impl<'a> Parser<'a> {
    pub(super) fn new(text: &'a str) -> Result<Self> {
        if text.len() > MAX_LENGTH {
            let position = text.floor_char_boundary(MAX_LENGTH);
            let message = format!("criteria are at most {MAX_LENGTH} bytes long");
            return Err(CriteriaError::new(text, position, message, None));
        }
        let mut lexer = Lexer::new(text);
        let next = lexer.token()?;
        Ok(Self {
            lexer,
            next,
            open: Vec::new(),
        })
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.next.is_end()
    }

    /// The whole text.
    pub(super) fn groups(mut self) -> Result<Vec<AndGroup>> {
        let mut groups = Vec::new();
        loop {
            let (group, join) = self.group()?;
            groups.push(group);
            if join == Join::End {
                return Ok(groups);
            }
        }
    }

    /// Criteria up to an `or` or the end. What parentheses `and` stands in makes no difference.
    fn group(&mut self) -> Result<(AndGroup, Join)> {
        let mut criteria = Vec::new();
        let mut revision_number = None;
        loop {
            let (position, criterion) = self.operand()?;
            if let Criterion::RevisionNumber(_) = criterion {
                revision_number = Some(position);
            }
            criteria.push(criterion);
            let join = self.join()?;
            if join != Join::And {
                self.check_revision_number(revision_number, &criteria)?;
                return Ok((AndGroup::new(criteria), join));
            }
        }
    }

    /// A criterion with the parentheses around it, and where it starts.
    pub(super) fn operand(&mut self) -> Result<(usize, Criterion)> {
        while self.next.is("(") {
            if self.open.len() == MAX_DEPTH {
                let message = format!("parentheses nest at most {MAX_DEPTH} deep");
                return Err(self.error(self.next.position, message, None));
            }
            self.open.push(self.next.position);
            self.advance()?;
        }
        let position = self.next.position;
        let criterion = self.criterion()?;
        while self.next.is(")") && self.open.pop().is_some() {
            self.advance()?;
        }
        Ok((position, criterion))
    }

    fn criterion(&mut self) -> Result<Criterion> {
        let name = self.name()?;
        let negated = self.operator(name)? == Operator::NotEqual;
        let value = self.advance()?;
        Ok(match name {
            Name::Type if negated => Criterion::NotType(self.update_type(&value)?),
            Name::Type => Criterion::Type(self.update_type(&value)?),
            Name::DeploymentAction if value.is("*") => Criterion::AnyDeploymentAction,
            Name::DeploymentAction => Criterion::DeploymentAction(self.deployment_action(&value)?),
            Name::IsAssigned => Criterion::IsAssigned(self.boolean(&value)?),
            Name::BrowseOnly => Criterion::BrowseOnly(self.boolean(&value)?),
            Name::AutoSelectOnWebSites => Criterion::AutoSelectOnWebSites(self.boolean(&value)?),
            Name::UpdateId if negated => Criterion::NotUpdateId(self.guid(&value)?),
            Name::UpdateId => Criterion::UpdateId(self.guid(&value)?),
            Name::RevisionNumber => Criterion::RevisionNumber(self.integer(&value)?),
            Name::CategoryIds => Criterion::InCategory(self.guid(&value)?),
            Name::IsInstalled => Criterion::IsInstalled(self.boolean(&value)?),
            Name::IsHidden => Criterion::IsHidden(self.boolean(&value)?),
            Name::IsPresent => Criterion::IsPresent(self.boolean(&value)?),
            Name::RebootRequired => Criterion::RebootRequired(self.boolean(&value)?),
        })
    }

    fn name(&mut self) -> Result<Name> {
        let token = self.advance()?;
        Name::find(token.text)
            .ok_or_else(|| self.expected("the name of a criterion", &token, hint::for_name(token.text)))
    }

    fn operator(&mut self, name: Name) -> Result<Operator> {
        let token = self.advance()?;
        let allowed = name.operators();
        Operator::find(token.text)
            .filter(|operator| allowed.contains(operator))
            .ok_or_else(|| {
                let texts = allowed.iter().map(|operator| format!("`{}`", operator.text()));
                let what = texts.collect::<Vec<_>>().join(" or ");
                self.expected(&what, &token, hint::for_operator(name, token.text))
            })
    }

    fn boolean(&self, value: &Token) -> Result<bool> {
        match value.text {
            "0" => Ok(false),
            "1" => Ok(true),
            _ => Err(self.expected("0 or 1", value, hint::for_boolean(value))),
        }
    }

    fn integer(&self, value: &Token) -> Result<i32> {
        let has_plus = value.text.starts_with('+');
        let number = value.text.parse().ok().filter(|_| !has_plus);
        number.ok_or_else(|| self.expected("an integer of 32 bits", value, hint::for_integer(value)))
    }

    fn guid(&self, value: &Token) -> Result<Guid> {
        let bare = value.string.as_deref().filter(|string| !string.starts_with('{'));
        bare.and_then(Guid::parse)
            .ok_or_else(|| self.expected("a quoted GUID", value, hint::for_guid(value)))
    }

    fn update_type(&self, value: &Token) -> Result<UpdateType> {
        self.choice(value, &UpdateType::NAMED.map(|kind| (kind.name(), kind)))
    }

    fn deployment_action(&self, value: &Token) -> Result<DeploymentAction> {
        self.choice(
            value,
            &DeploymentAction::NAMED.map(|action| (action.name(), action)),
        )
    }

    fn choice<T: Copy>(&self, value: &Token, choices: &[(&str, T)]) -> Result<T> {
        let string = value.string.as_deref();
        choices
            .iter()
            .find(|(name, _)| string.is_some_and(|string| string.eq_ignore_ascii_case(name)))
            .map(|(_, choice)| *choice)
            .ok_or_else(|| {
                let names: Vec<_> = choices.iter().map(|(name, _)| *name).collect();
                let what = format!("'{}'", names.join("' or '"));
                self.expected(&what, value, hint::for_choice(value, &names))
            })
    }

    /// `and`, `or`, or the end. Blanks around the words are required, even beside parentheses.
    pub(super) fn join(&mut self) -> Result<Join> {
        let token = self.advance()?;
        let join = match token.text {
            "" => return self.end(),
            _ if token.is("and") => Join::And,
            _ if token.is("or") => Join::Or,
            ")" => {
                let message = "no parenthesis is open that this could close".to_owned();
                return Err(self.error(token.position, message, None));
            }
            _ => {
                let hint = hint::for_join(token.text);
                return Err(self.expected("`and`, `or` or the end", &token, hint));
            }
        };
        if !token.after_blank || !(self.next.after_blank || self.next.is_end()) {
            let message = format!("expected blanks around {token}");
            return Err(self.error(token.position, message, None));
        }
        if join == Join::Or && !self.open.is_empty() {
            let message = "`or` must stand outside all parentheses".to_owned();
            let hint = "instead of a and (b or c), write (a and b) or (a and c)".to_owned();
            return Err(self.error(token.position, message, Some(hint)));
        }
        Ok(join)
    }

    fn end(&self) -> Result<Join> {
        match self.open.last() {
            None => Ok(Join::End),
            Some(&position) => {
                let message = "this parenthesis is never closed".to_owned();
                Err(self.error(position, message, None))
            }
        }
    }

    /// A revision number means nothing without the update that it is a revision of.
    fn check_revision_number(&self, position: Option<usize>, criteria: &[Criterion]) -> Result<()> {
        let has_update = criteria
            .iter()
            .any(|criterion| matches!(criterion, Criterion::UpdateId(_)));
        match position {
            Some(position) if !has_update => {
                let message = "RevisionNumber must be joined to an UpdateID by `and`".to_owned();
                let hint = "write UpdateID='…' and RevisionNumber=…, with `=`".to_owned();
                Err(self.error(position, message, Some(hint)))
            }
            _ => Ok(()),
        }
    }

    fn advance(&mut self) -> Result<Token<'a>> {
        let following = self.lexer.token()?;
        Ok(std::mem::replace(&mut self.next, following))
    }

    fn expected(&self, what: &str, found: &Token, hint: Option<String>) -> CriteriaError {
        let message = format!("expected {what}, found {found}");
        let hint = hint.or_else(|| hint::for_character(found.text));
        self.error(found.position, message, hint)
    }

    pub(super) fn error(&self, position: usize, message: String, hint: Option<String>) -> CriteriaError {
        CriteriaError::new(self.lexer.text, position, message, hint)
    }
}
