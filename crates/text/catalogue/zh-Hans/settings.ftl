# 设置、语言与主题。

settings-title = 设置
settings-mine = 个人
settings-company = 公司
settings-company-name = 名称
settings-currency = 货币
settings-time-zone = 时区
settings-fiscal-year = 财年
settings-fiscal-first-month = 首月
settings-pipelines = 销售流程与阶段
settings-roles = 角色目录
settings-language = 语言
settings-theme = 主题
settings-saved = 设置已保存。
settings-sessions = 设备
settings-sessions-count = 打开的会话（包括当前会话）：{ $count }
theme-system = 跟随系统
theme-light = 浅色
theme-dark = 深色
