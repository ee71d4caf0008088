# Mail: the company's sender, and what waits to be sent.
mail-sender = 公司邮件
mail-sender-explained = 通知和摘要由这台服务器、以这个地址发出。保存前会先试连。未设置时，系统不会给任何人发邮件。
mail-sender-saved = 服务器已接受登录，今后通知由它发出。
mail-sender-ended = 今后不再发送通知。
mail-sender-end = 停止发送通知
mail-try-and-save = 试连并保存
mail-address = 地址
mail-name = 发件人名称
mail-smtp-host = 发送服务器（SMTP）
mail-port = 端口
mail-security = 加密方式
mail-security-tls = TLS
mail-security-starttls = STARTTLS
mail-security-plain = 无（仅限内部网络）
mail-login = 用户名
mail-login-hint = 服务器不需要登录时留空。
mail-password = 密码
mail-password-hint = 加密保存，不会再次显示。
mail-password-kept = 留空则保留已保存的密码。
mail-outbox = 发件箱
mail-outbox-empty = 尚未从这里发送过邮件。
mail-to = 收件人
mail-when = 时间
mail-state = 状态
mail-decide = 处理
mail-state-queued = 等待发送
mail-state-sending = 正在发送
mail-state-sent = 已发送
mail-state-failed = 未发送
mail-state-unknown = 未知
mail-state-withheld = 已扣留
mail-withheld = 在这封邮件等待发送期间，地址 { $address } 的持有人拒绝了邮件，因此没有发送。如果对方改变了主意，请在其页面的“同意”一栏记下，然后重新发送。
mail-unknown-explained = 连接中断时服务器可能已经收到邮件。重新发送前，请先查看已发送文件夹或询问收件人。
mail-again-at = 将于 { $at } 重试
mail-again = 重新发送
mail-arrived = 已送达
mail-never = 不再发送
mail-call-off = 取消发送
mail-queued-again = 已重新排队等待发送。
mail-settled = 已记录。
mail-broken-off = 发送途中我们的服务器停止了。
refusal-outgoing-state = 这封邮件的状态已经变化。
refusal-no-secret-key = 目前无法保存密码：服务器管理员须先设置 BAILIWICK_SECRET_KEY。
refusal-secret-key-other = 服务器密钥已更换，无法读取已保存的密码。请重新输入密码。
refusal-no-sender = 公司尚未设置邮件服务器，请在设置的“公司邮件”中设置。
refusal-host-wrong = 这不是有效的服务器名称。
refusal-port-wrong = 端口是 1 到 65535 之间的数字。
refusal-password-needed = 服务器或用户名已更改，请输入密码。
trouble-host-unknown = 找不到名为“{ $host }”的服务器，请检查拼写。
trouble-host-inner = “{ $host }”位于内部网络。服务器管理员可通过 BAILIWICK_INNER_HOSTS 开放。
trouble-no-answer = { $host } 的端口 { $port } 没有响应：{ $detail }
trouble-untrusted = 无法与 { $host } 建立加密连接：{ $detail }
trouble-login-refused = 服务器拒绝了用户名或密码：{ $said }
trouble-refused = 服务器拒绝：{ $said }
trouble-later = 服务器要求稍后再试：{ $said }
trouble-broken = 连接中断：{ $detail }
trouble-address = “{ $address }”不是可以收邮件的地址。
mail-mailboxes = 邮箱
mail-explained = 与您认识的联系人和线索的往来邮件会自动出现在他们的页面上。邮箱只读取：不标记、不移动、不删除，也不保留陌生人的任何内容。附件留在邮箱中，这里只列出名称和大小。
mail-connect = 连接邮箱
mail-connected = 两台服务器均已接受登录，新邮件很快就会出现。
mail-login-address = 与地址相同时留空。
mail-password-app = 许多服务商要求使用应用专用密码。加密保存，不会再次显示。
mail-imap-host = 接收服务器（IMAP）
mail-others-see = 他人可见
mail-sight-whole = 全部
mail-sight-subject = 仅主题
mail-sight-private = 不可见
mail-sight-hint = 指能看到该记录的人。您始终能看到全部内容，也可以为每封邮件另行选择。
mail-sight-set = 今后他人将这样看到它。
mail-since = 读取此日期之后的邮件
mail-account-new = 已连接
mail-account-working = 正常
mail-account-failing = 出错
mail-account-off = 已关闭
mail-checked = 上次查看：{ $at }
mail-failing-explained = 系统会自动重试。如果一直如此，请修改设置。
mail-look = 立即查看
mail-looking = 马上就会查看。
mail-turn-on = 开启
mail-turned-on = 已恢复读取。
mail-turn-off = 关闭
mail-turned-off = 不再读取，也不再发送。
mail-disconnect = 断开连接
mail-disconnected = 密码已删除，已收入的邮件会保留。
mail-exclusions = 不收入的邮件
mail-exclusions-explained = 同事之间的邮件从不收入。其他不应收入的在此列出，对今后的邮件有效。
mail-pattern = 地址或域名
mail-pattern-hint = 例如 private.example 或 mum@home.example。
mail-holds-for = 适用于
mail-for-me = 我
mail-for-company = 所有人
mail-from-to = { $from } 发给 { $to }
mail-text-hidden = 正文仅供邮箱中有此邮件的人阅读。
mail-read-on = 继续阅读
mail-file = { $name }（{ $kilobytes } kB）
mail-files = 附件：
mail-thread-of = { $count ->
   *[other] { $count } 封邮件
}
mail-only-you = 仅您可见
mail-answer = 回复
mail-write = 写邮件
mail-no-mailbox = 请先连接邮箱：邮件将通过您自己的服务器、以您的地址发出。
mail-by = 发件邮箱
mail-cc = 抄送
mail-send = 发送
mail-preview = 预览
mail-on-its-way = 已在发送途中。
mail-quoted = { $who } 写道：
mail-template = 模板
mail-templates = 邮件模板
mail-templates-explained = 邮件开头使用的文本。以下词语会自动填入：{ $words }
mail-template-new = 新建模板
mail-template-begin = 从模板开始
mail-template-use = 使用
mail-template-missing = { $words } 没有已知内容，请自行填写。
mail-template-offered = 可供选用
mail-template-resting = 不可选用
refusal-mailbox-exists = 该邮箱已经连接。
refusal-mailbox-gone = 该邮箱已关闭或已断开连接。
refusal-mailbox-idle = 您的用户无权写入活动，因此无法收入邮件。
refusal-since = 请选择今天或之前的日期，最多回溯 { $most } 天。
refusal-exclusion-wrong = 请填写 example.com 这样的域名，或一个邮件地址。
refusal-mail-nowhere = 您已无法看到这封邮件所涉及的记录。
refusal-mail-text = 请填写正文，最多 { $most } 个字符。
refusal-nobody-to-write-to = 请填写收件人。
refusal-too-many-addresses = 一次最多 { $most } 个地址。
caldav-title = 服务器上的日历
caldav-explained = 会议双向同步（CalDAV）：您的会议写入日历，有您认识的联系人参加的日程会收入系统。双方都改动时，以日历中的时间和标题为准。在日历中删除的会议，这里会标为取消。私人日程不会收入，重复日程的单次日期只能在日历中修改。
caldav-url = 日历地址
caldav-url-hint = 例如 https://cal.example.com/kari/work/
caldav-connected = 日历已连接，会议很快就会同步。
caldav-disconnected = 密码已删除，双方的会议都会保留。
refusal-calendar-none = 该地址没有日历。
refusal-calendar-choose = 这里有多个日历，请填写其中一个的地址：{ $all }
mail-ready-first = 首次联系
mail-ready-first-subject = { $account }：想请教一个问题
mail-ready-first-body =
    { $first_name }，您好：

    我是{ $company }的{ $owner }。我们为与{ $account }类似的企业服务，想了解贵公司目前是如何处理这方面工作的。

    本周或下周能否占用您十五分钟通个电话？请告诉我合适的时间，我会给您打电话。

    此致
    敬礼
    { $owner }
    { $company }
mail-ready-meeting = 会面之后
mail-ready-meeting-subject = 会面纪要与后续安排
mail-ready-meeting-body =
    { $first_name }，您好：

    感谢您抽出时间。以下是我的记录：

    – 贵方希望实现的目标：
    – 目前的障碍：
    – 双方商定的事项、负责人与期限：

    如有遗漏或不准确之处，请告诉我。我会按约定与您联系。

    此致
    敬礼
    { $owner }
    { $company }
mail-ready-silence = 未获回复
mail-ready-silence-subject = 是否就此作罢？
mail-ready-silence-body =
    { $first_name }，您好：

    我曾写信并致电，但一直没有收到您的回音。想必眼下另有更要紧的事，这完全可以理解。

    如果您仍有兴趣，简短回复即可，我们再约时间；如果没有，也请告诉我，我便不再打扰。

    此致
    敬礼
    { $owner }
    { $company }
mail-ready-proposal = 已发送方案
mail-ready-proposal-subject = 我们的方案：{ $opportunity }
mail-ready-proposal-body =
    { $first_name }，您好：

    附上我们就{ $opportunity }提出的方案，其中包含我们商定的内容：交付什么、何时交付以及价格。

    建议我们与决策者一起过一遍。您哪天方便？

    此致
    敬礼
    { $owner }
    { $company }
mail-ready-renewal = 即将续约
mail-ready-renewal-subject = { $account }：协议即将续签
mail-ready-renewal-body =
    { $first_name }，您好：

    贵公司与我们的协议即将续签。在此之前，我想听听您的看法：哪些对{ $account }有帮助，哪些没有，以及这段时间有哪些变化。

    我们能否在未来两周内谈一谈？这样还来得及调整需要改变的地方。

    此致
    敬礼
    { $owner }
    { $company }
mail-ready-title = 现成文本
mail-ready-explained = 五段可供起步的文本：首次联系、会面之后、未获回复、已发送方案、即将续约。可随意修改。
mail-ready-add = 添加现成文本
mail-ready-added = 已添加 { $count } 段文本
