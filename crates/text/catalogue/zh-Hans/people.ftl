# 在此工作的人员。

person-title = 人员
person-one = 人员
person-new = 添加人员
person-empty = 还没有人员。请导入，或在架构图上添加。
person-positions = 岗位
person-no-position = 无任职
person-inactive = 已停用
person-placeholder = 因记录提及而建立
person-user = 登录账号
person-no-user = 无法登录
