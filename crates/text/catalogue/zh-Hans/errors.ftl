# 说明出了什么问题以及如何处理的页面。

error-not-found-title = 找不到
error-not-found = 此地址没有内容，或您无权查看。
error-forbidden-title = 没有权限
error-forbidden = 您可以查看，但不能执行此操作。请向管理员申请权限。
error-conflict-title = 他人也作了修改
error-conflict = 没有任何内容丢失。请逐个字段选择要保留的值。
error-invalid-title = 未保存
error-invalid = 有 { $count } 个字段需要检查。
error-internal-title = 出错了
error-internal = 这是我们的问题，已记录为 { $id }。没有任何内容被更改。
error-too-many-title = 尝试次数过多
error-too-many = 请等待 { $seconds } 秒后重试。
error-form-expired = 此表单已过期。请重新加载页面后再试。
error-busy-title = 系统繁忙
error-busy = 现在写入的内容太多，请稍后再试。
error-token-reads-only = 此令牌只能读取。
error-body = 无法读取请求内容：{ $fault }
error-key-length = 幂等键的长度为 1 到 { $count } 个字符。
error-key-used = 此幂等键已用于另一个请求。
api-docs-title = API
api-docs-begin = 请在设置中创建令牌，并在每个请求中发送。
error-home = 返回首页
