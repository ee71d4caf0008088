# Routing: where work goes, what waits, and why.

event-queued = { $who }将其放入队列等待

## Refusals
refusal-hours-empty = 请说明星期几以及起止时间。
refusal-hours-order = 工作时间的开始须早于结束，且在同一天。
refusal-ramp-empty = 请说明周数和所占份额。
refusal-number-zero = 请输入大于 0 的数字。
refusal-span-empty = 最后一天早于第一天。
refusal-setting-not-then = 该设置在 { $day } 及以后无效。
