# 同意：联系人和线索对收邮件与接电话的意愿。

consent-title = 同意
consent-say = 对方表示…
consent-before = 历次表示
consent-address = 同一地址在另一条记录上的最近表示：{ $state }。邮件以此为准。
consent-explained = 已记录的表示会保留，以最近一次为准。拒绝的人不会收到邮件，也不会进入写邮件或打电话的跟进节奏。
consent-by = 由{ $name }记录
consent-saved = 已记录。
consent-purpose = 事项
consent-purpose-email = 邮件
consent-purpose-phone = 电话
consent-state = 对方的意愿
consent-state-unknown = 未知
consent-state-given = 同意
consent-state-refused = 拒绝
consent-state-withdrawn = 已撤回
consent-basis = 法律依据
consent-basis-consent = 同意
consent-basis-contract = 合同
consent-basis-legitimate_interest = 正当利益
consent-basis-legal_obligation = 法定义务
consent-source = 来源
consent-source-hint = 表单、通话、名片。
consent-on = 日期
consent-source-import = 文件 { $file }
consent-source-form = 表单“{ $form }”：“{ $words }”
field-consent_email = 邮件同意
field-consent_phone = 电话同意
event-consent_said = { $who } 记录了对方的同意意愿
refusal-consent-no = 对方已拒绝{ $purpose ->
    [email] 邮件，而此跟进节奏中有写邮件的步骤
   *[other] 电话，而此跟进节奏中有打电话的步骤
}。如果对方改变了主意，请记录在“同意”中；否则请选择没有此类步骤的节奏。
refusal-consent-address = 地址 { $address } 的所有者已拒绝邮件。如果对方改变了主意，请在其页面的“同意”中记录；对方来信可以回复。
refusal-consent-later = 对方不可能在未来的日期表示。
refusal-consent-source = 来源最多 { $most } 个字符。
warning-consent-stays = 文件中对{ $purpose ->
    [email] 邮件
   *[other] 电话
}为同意；对方在这里已拒绝，予以保留。
warning-consent-unreadable = “{ $value }”既非同意也非拒绝，未作记录。
