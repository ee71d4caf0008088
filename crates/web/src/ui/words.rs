//! The words that components say by themselves, in every language. A page's own words come translated.

/// The languages of the product.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Norwegian bokmål.
    Nb,
    /// Simplified Chinese.
    Zh,
}

impl Lang {
    /// Every language, in the order in which they are offered.
    pub const ALL: [Lang; 3] = [Lang::En, Lang::Nb, Lang::Zh];
    /// The tag of the `lang` attribute.
    pub const fn tag(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Nb => "nb",
            Lang::Zh => "zh-Hans",
        }
    }
    /// What the language calls itself.
    pub const fn name(self) -> &'static str {
        match self {
            Lang::En => "English",
            Lang::Nb => "Norsk bokmål",
            Lang::Zh => "简体中文",
        }
    }
}

/// The word of a key in the language; the key itself where there is none, which a test rules out.
pub fn word(lang: Lang, key: &'static str) -> &'static str {
    WORDS.iter().find(|(k, _)| *k == key).map_or(key, |(_, texts)| match lang {
        Lang::En => texts[0],
        Lang::Nb => texts[1],
        Lang::Zh => texts[2],
    })
}

const WORDS: &[(&str, [&str; 3])] = &[
    ("ui-skip", ["Skip to content", "Hopp til innholdet", "跳到正文"]),
    ("ui-navigation", ["Main", "Hovedmeny", "主导航"]),
    ("ui-shortcuts", ["Most used", "Mest brukt", "常用"]),
    ("ui-views", ["Views", "Visninger", "视图"]),
    ("ui-menu", ["Menu", "Meny", "菜单"]),
    ("ui-search", ["Search or do anything", "Søk eller gjør noe", "搜索或执行操作"]),
    ("ui-nothing-found", ["Nothing found", "Ingen treff", "未找到结果"]),
    ("ui-results", ["Results", "Treff", "结果"]),
    (
        "ui-offline",
        [
            "The server cannot be reached. Nothing is lost: try again.",
            "Får ikke kontakt med tjeneren. Ingenting er tapt: prøv igjen.",
            "无法连接服务器。内容未丢失，请重试。",
        ],
    ),
    ("ui-theme", ["Theme", "Tema", "主题"]),
    ("ui-light", ["Light", "Lyst", "浅色"]),
    ("ui-dark", ["Dark", "Mørkt", "深色"]),
    ("ui-system", ["As the system", "Som systemet", "跟随系统"]),
    ("ui-language", ["Language", "Språk", "语言"]),
    ("ui-keys", ["Keyboard shortcuts", "Hurtigtaster", "快捷键"]),
    ("ui-sign-out", ["Sign out", "Logg ut", "退出登录"]),
    ("ui-account", ["Your account", "Din konto", "我的账户"]),
    ("ui-close", ["Close", "Lukk", "关闭"]),
    ("ui-cancel", ["Cancel", "Avbryt", "取消"]),
    ("ui-save", ["Save", "Lagre", "保存"]),
    ("ui-edit", ["Edit", "Endre", "编辑"]),
    ("ui-undo", ["Undo", "Angre", "撤销"]),
    ("ui-open", ["Open", "Åpne", "打开"]),
    ("ui-look", ["Look inside", "Se raskt", "快速查看"]),
    ("ui-filter", ["Filter", "Filter", "筛选"]),
    ("ui-search-list", ["Search this list", "Søk i listen", "在此列表中搜索"]),
    ("ui-apply", ["Apply", "Bruk", "应用"]),
    ("ui-clear", ["Clear all", "Nullstill", "清除全部"]),
    ("ui-remove-filter", ["Remove filter", "Fjern filter", "移除筛选"]),
    ("ui-columns", ["Columns", "Kolonner", "列"]),
    ("ui-export", ["Export", "Eksporter", "导出"]),
    ("ui-view", ["View", "Visning", "视图"]),
    ("ui-save-view", ["Save this view", "Lagre visningen", "保存此视图"]),
    ("ui-view-name", ["Name of the view", "Navn på visningen", "视图名称"]),
    ("ui-share-view", ["Share it with everybody", "Del med alle", "与所有人共享"]),
    ("ui-shared", ["shared", "delt", "共享"]),
    ("ui-select-all", ["Select all on this page", "Velg alle på siden", "选择本页全部"]),
    ("ui-select", ["Select", "Velg", "选择"]),
    ("ui-selected", ["selected", "valgt", "已选"]),
    ("ui-previous", ["Previous", "Forrige", "上一页"]),
    ("ui-next", ["Next", "Neste", "下一页"]),
    ("ui-pages", ["Pages", "Sider", "分页"]),
    ("ui-move", ["Move", "Flytt", "移动"]),
    ("ui-move-to", ["Move to", "Flytt til", "移动到"]),
    ("ui-more", ["more", "til", "更多"]),
    ("ui-required", ["required", "må fylles ut", "必填"]),
    ("ui-mend", ["Please look at these again:", "Se over dette:", "请检查以下内容："]),
    ("ui-none-chosen", ["none", "ingen", "无"]),
    ("ui-stages", ["Stages", "Stadier", "阶段"]),
    ("ui-next-step", ["Next step", "Neste steg", "下一步"]),
    ("ui-timeline", ["Timeline", "Tidslinje", "时间线"]),
    ("ui-facts", ["Facts", "Fakta", "详情"]),
    ("ui-earlier", ["Earlier", "Tidligere", "更早"]),
    ("ui-as-table", ["As a table", "Som tabell", "以表格显示"]),
    ("ui-field", ["Field", "Felt", "字段"]),
    ("ui-before", ["Before", "Før", "原值"]),
    ("ui-yours", ["Yours", "Din", "您的"]),
    ("ui-theirs", ["Theirs", "Deres", "对方的"]),
    ("ui-conflict", ["Someone changed this while you did", "Noen endret dette samtidig", "有人同时修改了此内容"]),
    (
        "ui-conflict-how",
        [
            "Nothing is lost. Choose what shall stand for each field, then save.",
            "Ingenting er tapt. Velg hva som skal stå for hvert felt, og lagre.",
            "内容未丢失。请为每个字段选择保留的值，然后保存。",
        ],
    ),
    ("ui-rows", ["rows", "rader", "行"]),
    ("ui-per-second", ["rows a second", "rader i sekundet", "行/秒"]),
    ("ui-left", ["left", "igjen", "剩余"]),
    ("ui-day", ["Day", "Dag", "日期"]),
    ("ui-show-day", ["Show", "Vis", "显示"]),
    ("ui-key-search", ["Search or do anything", "Søk eller gjør noe", "搜索或执行操作"]),
    ("ui-key-create", ["Create", "Opprett", "新建"]),
    ("ui-key-go", ["Go to", "Gå til", "前往"]),
    ("ui-key-rows", ["Down and up a list", "Ned og opp i listen", "在列表中上下移动"]),
    ("ui-key-look", ["Look inside the row", "Se inn i raden", "快速查看该行"]),
    ("ui-key-select", ["Select the row", "Velg raden", "选择该行"]),
    ("ui-key-card", ["Move the card", "Flytt kortet", "移动卡片"]),
    ("ui-key-help", ["These keys", "Disse tastene", "显示快捷键"]),
    ("ui-key-letters", ["Single-letter keys", "Taster med én bokstav", "启用单字母快捷键"]),
    ("ui-zoom-in", ["Zoom in", "Zoom inn", "放大"]),
    ("ui-zoom-out", ["Zoom out", "Zoom ut", "缩小"]),
    ("ui-fit", ["Fit", "Tilpass", "适应窗口"]),
    ("ui-seek", ["Find in the chart", "Finn i kartet", "在图中查找"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_a_component_says_is_in_the_table_once() {
        let sources = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/src/ui")).unwrap();
        let mut used = Vec::new();
        for source in sources {
            let path = source.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap_or_default();
            if path.file_name().is_some_and(|n| n != "words.rs") {
                used.extend(text.split('"').filter(|t| t.starts_with("ui-")).map(str::to_owned));
            }
        }
        for key in &used {
            assert_eq!(WORDS.iter().filter(|(k, _)| k == key).count(), 1, "{key}");
        }
        for (key, texts) in WORDS {
            assert!(used.iter().any(|u| u == key), "{key} is not used");
            assert!(texts.iter().all(|t| !t.is_empty()), "{key}");
        }
    }
}
