//! The updates that are measured.

/// A text message of about 1 KB in a supergroup: formatted text, a quoted message, a keyboard.
pub fn update(id: i64, chat: i64, text: &str) -> String {
    format!(
        r#"{{"update_id":{id},
"message":{{"message_id":48213,"from":{{"id":{chat},"is_bot":false,"first_name":"Anneliese","last_name":"Lindqvist","username":"anneliese_l","language_code":"sv","is_premium":true}},"chat":{{"id":{chat},"title":"Gardeners of the north","username":"gardeners_north","type":"supergroup"}},"date":1790000000,"reply_to_message":{{"message_id":48199,"from":{{"id":777000123,"is_bot":false,"first_name":"Bo","language_code":"sv"}},"chat":{{"id":{chat},"title":"Gardeners of the north","username":"gardeners_north","type":"supergroup"}},"date":1789999000,"text":"Has anyone tried \u201cearly\u201d potatoes this far up?"}},"text":{text},"entities":[{{"offset":0,"length":5,"type":"bold"}},{{"offset":8,"length":21,"type":"url"}},{{"offset":30,"length":6,"type":"hashtag"}}],"reply_markup":{{"inline_keyboard":[[{{"text":"Yes","callback_data":"vote:1"}},{{"text":"No","callback_data":"vote:0"}}]]}}}}}}"#,
        text = serde_json::Value::from(text)
    )
}

/// The text of the sample when nothing else is wanted.
pub const TEXT: &str =
    "Mine: https://example.org/p #early ones came up in May, a week before the last frost.";
