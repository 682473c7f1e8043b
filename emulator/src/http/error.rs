//! Errors as the server words them.

/// An error answer: a code, and a text to which the envelope adds the prefix of the code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ApiError {
    pub(crate) code: u16,
    text: String,
    /// Whether the text stands alone.
    is_bare: bool,
    pub(crate) retry_after: Option<u32>,
    /// The supergroup that the group in question became.
    pub(crate) migrate_to: Option<i64>,
}

impl ApiError {
    pub(crate) fn new(code: u16, text: impl Into<String>) -> Self {
        Self {
            code,
            text: text.into(),
            is_bare: false,
            retry_after: None,
            migrate_to: None,
        }
    }

    pub(crate) fn bad_request(text: impl Into<String>) -> Self {
        Self::new(400, text)
    }

    pub(crate) fn forbidden(text: impl Into<String>) -> Self {
        Self::new(403, text)
    }

    pub(crate) fn too_many_requests(seconds: u32) -> Self {
        let text = format!("Too Many Requests: retry after {seconds}");
        Self {
            code: 429,
            text,
            is_bare: false,
            retry_after: Some(seconds),
            migrate_to: None,
        }
    }

    /// What is written to a basic group that has become a supergroup.
    pub(crate) fn migrated(to: i64) -> Self {
        Self {
            migrate_to: Some(to),
            ..Self::bad_request("Group chat was upgraded to a supergroup chat")
        }
    }

    /// What every call gets after `logOut`: a text without prefix.
    pub(crate) fn logged_out() -> Self {
        Self {
            is_bare: true,
            ..Self::bad_request("Logged out")
        }
    }

    /// The description: prefix, then the text with a small first letter unless it is a bare code
    /// such as `BUTTON_DATA_INVALID`. A prefix is not doubled.
    pub(crate) fn description(&self) -> String {
        let prefix = match self.code {
            400 => "Bad Request",
            401 => "Unauthorized",
            403 => "Forbidden",
            404 => "Not Found",
            409 => "Conflict",
            429 => "Too Many Requests",
            500 => "Internal Server Error",
            _ => return self.text.clone(),
        };
        if self.is_bare || self.text.starts_with(prefix) {
            return self.text.clone();
        }
        format!("{prefix}: {}", lower_first(&self.text))
    }
}

fn lower_first(text: &str) -> String {
    let mut characters = text.chars();
    let Some(first) = characters.next() else {
        return String::new();
    };
    let rest = characters.as_str();
    if rest.starts_with(|second: char| second == '_' || second.is_ascii_uppercase()) {
        return text.to_owned();
    }
    format!("{}{rest}", first.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::ApiError;

    #[test]
    fn descriptions_get_prefix_and_small_letter() {
        let described = |code, text: &str| ApiError::new(code, text).description();
        assert_eq!(
            described(400, "Message text is empty"),
            "Bad Request: message text is empty"
        );
        assert_eq!(
            described(400, "BUTTON_DATA_INVALID"),
            "Bad Request: BUTTON_DATA_INVALID"
        );
        assert_eq!(described(400, "X_Y"), "Bad Request: X_Y");
        assert_eq!(described(401, "Unauthorized"), "Unauthorized");
        assert_eq!(
            described(404, "Not Found: method not found"),
            "Not Found: method not found"
        );
    }
}
