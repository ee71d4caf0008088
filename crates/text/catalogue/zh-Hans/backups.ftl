# 备份的状况。

backup-title = 备份
backup-good = 备份正常进行并已校验。
backup-every = { $count ->
    [1] 每小时一次。
   *[other] 每 { $count } 小时一次。
}
backup-none = 没有任何自动备份。
backup-none-text = 请为服务器指定备份文件夹，或用您自己的定时任务备份。
backup-failed = 最近一次备份失败。
backup-failed-text = 一小时内会重试。系统提示：
backup-overdue = 备份已逾期。
backup-overdue-text = 请确认带有备份文件夹的服务器正在运行。
backup-when = 备份时间
backup-size = 大小
backup-rows = 行数
backup-folder = 服务器上的文件夹：
backup-how-title = 如何备份与恢复
backup-how = 在运行本产品的机器上：
backup-how-more = 备份包含除密码密钥之外的一切。写完后会读回校验，并可加密。请在另一台机器上保存副本。

# 以文件形式导出全部内容。

export-title = 导出
export-text = 公司在此的全部内容，每张表一个文件，合为一个压缩包：记录、历史以及组织在每个日期的状态。可导入空数据库恢复到相同状态，其他程序也能读取。
export-csv = 适用于电子表格及其他任何程序
export-jsonl = 适用于程序
export-parquet = 适用于数据仓库，列带类型
export-download = 下载
export-left-out = 密码、会话和令牌不会导出，因为此类文件会被转交；备份会保留它们。您的导出会被记录。
export-back = 重新导入
export-back-text = 在运行本产品的机器上：
export-shape = 迁移到其他系统
export-shape-text = 客户、联系人、线索、商机和活动，按对方系统自带的导入工具所识别的字段名称导出为文件。
