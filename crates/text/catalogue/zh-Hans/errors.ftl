# 说明出了什么问题以及如何处理的页面。

error-not-found-title = 找不到
error-not-found = 此地址没有内容，或您无权查看。
error-forbidden-title = 没有权限
error-forbidden = 您可以查看，但不能执行此操作。请向管理员申请权限。
error-conflict-title = 他人也作了修改
error-conflict = 没有任何内容丢失。请逐个字段选择要保留的值。
error-conflict-field = 字段
error-conflict-yours = 您的值
error-conflict-theirs = 对方的值（{ $who }，{ $when }）
error-conflict-before = 修改前
error-conflict-keep-yours = 保留我的
error-conflict-keep-theirs = 保留对方的
error-conflict-save = 保存选择
error-invalid-title = 未保存
error-invalid = 有 { $count } 个字段需要检查。
error-internal-title = 出错了
error-internal = 这是我们的问题，已记录为 { $id }。没有任何内容被更改。
error-too-many-title = 尝试次数过多
error-too-many = 请等待 { $seconds } 秒后重试。
error-too-large = 文件超过 { $limit }。
error-offline = 服务器没有响应。您输入的内容仍保留在此。
error-form-expired = 此表单已过期。请重新加载页面后再试。
error-home = 返回首页
