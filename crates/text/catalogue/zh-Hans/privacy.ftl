# 个人数据：保存了某人的哪些信息，提供与清除。

privacy-title = 个人数据
privacy-explained = 人们可以询问您保存了他们的哪些信息，也可以要求清除。在此按姓名、邮箱或电话查找：联系人和线索，包括已删除的。
privacy-find = 姓名、邮箱或电话
privacy-search = 查找
privacy-none = 没有联系人或线索有此姓名、邮箱或电话。
privacy-choose = 显示所保存的内容
privacy-kept = 所保存的内容
privacy-kept-explained = 勾选属于此人的每条记录，然后继续。
privacy-several = 这些记录的地址或姓名不同。仅当属于同一人时才继续。
privacy-standing-deleted = 已删除
privacy-standing-erased = 已清除
privacy-count-records = { $count ->
   *[other] { $count } 条本人记录
}
privacy-count-activities = { $count ->
   *[other] { $count } 个活动
}
privacy-count-mails = { $count ->
   *[other] { $count } 封邮件
}
privacy-count-events = { $count ->
   *[other] { $count } 条历史
}
privacy-count-other = { $count ->
   *[other] { $count } 行其他数据
}
privacy-hand-over = 提供数据
privacy-hand-over-explained = 一个 JSON 文件，包含所保存的全部内容：本人的记录、活动、邮件、在商机中的角色以及历史。取出这一操作会被记录。
privacy-download = 下载文件
privacy-erase = 清除
privacy-erase-explained = 姓名、地址、号码、备注以及只与其本人有关的内容都会被清除，历史中也一样。其记录以无名方式保留，使商机和数字保持正确。此操作无法撤销；之前的备份中仍有其数据。
privacy-reason = 原因
privacy-reason-hint = 谁在何时提出，或您自己的编号。此内容会保存，请勿填写姓名。
privacy-erase-button = 永久清除
privacy-sure = 是的，永久清除此人
privacy-erased-done = 已清除此人：{ $count ->
   *[other] { $count } 条记录
}。
privacy-mentions = 可能还在此处提到
privacy-mentions-explained = 这些记录含有其姓名或地址，不会被更改。请自行查看。
privacy-requests = 处理记录
privacy-requests-none = 尚未清除任何人，也未提供过数据。
privacy-when = 时间
privacy-what = 内容
privacy-who = 操作者
privacy-rows = 行数
privacy-kind-exported = 已提供
privacy-kind-erased = 已清除
privacy-erased-person = 已清除的人员
privacy-was-erased = 此人已于 { $at } 被清除。保留的内容只用于商机和数字。
privacy-by-rule = 系统
event-erased = { $who } 清除了此人
event-handed_over = { $who } 提供了所保存的某人数据
noun-privacy = 个人数据
refusal-privacy-nobody = 请至少指定一个联系人或线索。
refusal-privacy-many = 一次最多 { $most } 条记录。
refusal-privacy-reason-long = 原因最多 { $most } 个字符。
refusal-privacy-sure = 请确认：此操作无法撤销。
refusal-erase-done = 记录 { $id } 的人员此前已被清除。
refusal-erase-sending = 有一封给此人的邮件正在发送。请一分钟后再试。
refusal-erase-import = 此人在等待导入的 { $file } 中。请先导入或丢弃该文件。
refusal-erase-history = 历史在系统之外被更改，位于封印 { $seal } 的区段。请先运行 doctor 并处理。
refusal-erase-clock = 历史中有一条晚于当前时间：时钟被调回过。请在该时间过后再试。
