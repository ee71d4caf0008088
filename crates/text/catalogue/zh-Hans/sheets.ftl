# 读取文件时的推测和异常。

sheet-guessed-encoding = 根据字节推测，按 { $encoding } 读取。
sheet-mixed-encoding = 有 { $count } 个字节不是 UTF-8，已按 Windows-1252 读取。
sheet-lost-characters = 文件到达之前已丢失 { $count } 个字符。
sheet-unusual-quoting = 单元格使用 { $quote } 作为引号。
sheet-preamble = 表头上方有 { $count } 行不属于表格。
sheet-no-header = 首行为数据，因此以字母命名各列。
sheet-unnamed-columns = 没有名称的列：{ $columns }
sheet-duplicate-column = 第 { $columns } 列都名为“{ $name }”。
sheet-short-rows = 有 { $count } 行少于 { $expected } 个单元格。
sheet-long-rows = 有 { $count } 行多于 { $expected } 个单元格。
sheet-trailing-separators = 有 { $count } 行末尾超出表头的单元格为空。
sheet-blank-lines = 已跳过 { $count } 个空行。
sheet-stray-quotes = 有 { $count } 个单元格含多余引号，已保留为文本。
sheet-long-quoted-cells = 有 { $count } 个带引号的单元格超过一百行，可能引号未闭合。
sheet-cell-errors = 有 { $count } 个单元格含 #REF! 之类的错误。
sheet-other-sheets = 未读取其他工作表：{ $names }
sheet-on-lines = 第 { $lines } 行
