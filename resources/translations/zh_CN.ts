<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>CallController</name>
    <message>
        <source>number withheld</source>
        <translation>号码未显示</translation>
    </message>
    <message>
        <source>Second call: {0} ({1})</source>
        <translation>另有来电：{0}（{1}）</translation>
    </message>
    <message>
        <source>Connected to the PBX.</source>
        <translation>已连接电话系统。</translation>
    </message>
    <message>
        <source>The department</source>
        <translation>承办单位</translation>
    </message>
    <message>
        <source>Without the PBX from {0} to {1} ({2}).</source>
        <translation>{0} 至 {1} 与电话系统断开（{2}）。</translation>
    </message>
    <message>
        <source>The PBX was restarted and can&apos;t tell which calls came meanwhile.</source>
        <translation>电话系统已重启，无法得知期间的来电。</translation>
    </message>
    <message>
        <source>Meanwhile answered: {0}, given up: {1}, taken here: {2}.</source>
        <translation>期间接通 {0} 个，放弃 {1} 个，本坐席接听 {2} 个。</translation>
    </message>
</context>
<context>
    <name>CallPanel</name>
    <message>
        <source>State of the call</source>
        <translation>通话状态</translation>
    </message>
    <message>
        <source>Length of the call</source>
        <translation>通话时长</translation>
    </message>
    <message>
        <source>Number of the caller</source>
        <translation>来电号码</translation>
    </message>
    <message>
        <source>Name of the caller</source>
        <translation>来电人姓名</translation>
    </message>
    <message>
        <source>Place and carrier of the number</source>
        <translation>号码归属地与运营商</translation>
    </message>
    <message>
        <source>Queue of the call</source>
        <translation>所在队列</translation>
    </message>
    <message>
        <source>How long the caller waited</source>
        <translation>等候时长</translation>
    </message>
    <message>
        <source>Another call</source>
        <translation>另一个来电</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>接听</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>保持</translation>
    </message>
    <message>
        <source>Back to the citizen</source>
        <translation>回到市民</translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation>挂断</translation>
    </message>
    <message>
        <source>No call</source>
        <translation>无通话</translation>
    </message>
    <message>
        <source>Ready: the next call appears here.</source>
        <translation>已示闲，下一个来电将显示在这里。</translation>
    </message>
    <message>
        <source>Not ready: no calls are given to this seat.</source>
        <translation>已示忙，不会分配来电。</translation>
    </message>
    <message>
        <source>Signed out: sign in to take calls.</source>
        <translation>未签入，签入后才能接听来电。</translation>
    </message>
    <message>
        <source>Waiting for the PBX …</source>
        <translation>等待电话系统……</translation>
    </message>
    <message>
        <source>Number withheld</source>
        <translation>号码未显示</translation>
    </message>
    <message>
        <source>Name not known</source>
        <translation>姓名未知</translation>
    </message>
    <message>
        <source>Last known: {0}</source>
        <translation>断线前：{0}</translation>
    </message>
    <message>
        <source>Call-back</source>
        <translation>外呼回电</translation>
    </message>
    <message>
        <source>Queue: {0}</source>
        <translation>队列：{0}</translation>
    </message>
    <message>
        <source>The caller sent no number.</source>
        <translation>来电方未送出号码。</translation>
    </message>
    <message>
        <source>Not a number of the public network</source>
        <translation>非公网号码</translation>
    </message>
    <message>
        <source>Place not known</source>
        <translation>归属地未知</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Waiting for {0}</source>
        <translation>已等候 {0}</translation>
    </message>
    <message>
        <source>Waited {0}</source>
        <translation>等候 {0}</translation>
    </message>
</context>
<context>
    <name>CallerController</name>
    <message>
        <source>The note was not saved: {0}</source>
        <translation>备注未保存：{0}</translation>
    </message>
    <message>
        <source>The records can&apos;t be read.</source>
        <translation>无法读取业务记录。</translation>
    </message>
    <message>
        <source>The caller can&apos;t be looked up: {0}</source>
        <translation>无法查询来电人：{0}</translation>
    </message>
    <message>
        <source>{0} has been reminded of order {1}.</source>
        <translation>已就工单 {1} 向{0}催办。</translation>
    </message>
    <message>
        <source>The records did not take this: {0}</source>
        <translation>记录未保存：{0}</translation>
    </message>
</context>
<context>
    <name>CallerPanel</name>
    <message>
        <source>Caller</source>
        <translation>来电人</translation>
    </message>
    <message>
        <source>Warnings about the caller</source>
        <translation>来电提醒</translation>
    </message>
    <message>
        <source>Remind the department</source>
        <translation>催办</translation>
    </message>
    <message>
        <source>Name of the caller</source>
        <translation>来电人姓名</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Address of the caller</source>
        <translation>来电人地址</translation>
    </message>
    <message>
        <source>Note about the caller</source>
        <translation>来电人备注</translation>
    </message>
    <message>
        <source>Nuisance …</source>
        <translation>骚扰…</translation>
    </message>
    <message>
        <source>Mark as nuisance caller</source>
        <translation>标记为骚扰来电</translation>
    </message>
    <message>
        <source>Number of earlier calls</source>
        <translation>历史来电次数</translation>
    </message>
    <message>
        <source>Work orders of the caller</source>
        <translation>来电人的工单</translation>
    </message>
    <message>
        <source>Earlier calls of the caller</source>
        <translation>来电人的历史来电</translation>
    </message>
    <message>
        <source>No work orders.</source>
        <translation>没有工单。</translation>
    </message>
    <message>
        <source>No earlier calls.</source>
        <translation>没有历史来电。</translation>
    </message>
    <message>
        <source>Looking up the caller …</source>
        <translation>正在查询来电人……</translation>
    </message>
    <message>
        <source>Number withheld: nothing is known of the caller.</source>
        <translation>号码未显示，无来电人资料。</translation>
    </message>
    <message>
        <source>Calls so far: {0}</source>
        <translation>历史来电 {0} 次</translation>
    </message>
    <message>
        <source>First call from this number</source>
        <translation>该号码首次来电</translation>
    </message>
    <message>
        <source>The department has just been reminded.</source>
        <translation>刚刚已催办。</translation>
    </message>
    <message>
        <source>Nuisance calls: {0}</source>
        <translation>骚扰来电：{0}</translation>
    </message>
    <message>
        <source>Nuisance calls</source>
        <translation>骚扰来电</translation>
    </message>
    <message>
        <source>Overdue work orders: {0}</source>
        <translation>超期工单 {0} 件</translation>
    </message>
    <message>
        <source>Repeat call: {0} calls in {1} days on this matter</source>
        <translation>重复来电：{1} 天内就此事来电 {0} 次</translation>
    </message>
    <message>
        <source>{0}. Order {1} is open ({2}).</source>
        <translation>{0}，工单 {1} 在办（{2}）。</translation>
    </message>
    <message>
        <source>There is no open order to remind of.</source>
        <translation>没有可催办的在办工单。</translation>
    </message>
    <message>
        <source>Silent call</source>
        <translation>无声电话</translation>
    </message>
    <message>
        <source>Abuse</source>
        <translation>辱骂</translation>
    </message>
    <message>
        <source>Pranks</source>
        <translation>恶作剧</translation>
    </message>
    <message>
        <source>Advertising</source>
        <translation>推销广告</translation>
    </message>
</context>
<context>
    <name>CallsModel</name>
    <message>
        <source>Earlier calls</source>
        <translation>历史来电</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>处理结果</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>By</source>
        <translation>话务员</translation>
    </message>
</context>
<context>
    <name>Command</name>
    <message>
        <source>Something went wrong inside the program. Details are in {path}.</source>
        <translation>程序内部出错，详情见 {path}。</translation>
    </message>
    <message>
        <source>Port {port} can&apos;t be opened: {reason}. Choose another one with --port.</source>
        <translation>无法打开端口 {port}：{reason}。请用 --port 另选端口。</translation>
    </message>
    <message>
        <source>PBX simulator: AMI on {host}:{port}. Account {name}, secret {secret}.</source>
        <translation>电话系统模拟器：AMI 位于 {host}:{port}，账号 {name}，密码 {secret}。</translation>
    </message>
</context>
<context>
    <name>ConsultPanel</name>
    <message>
        <source>Department or number</source>
        <translation>承办单位或号码</translation>
    </message>
    <message>
        <source>Department: code, name, initials or number</source>
        <translation>承办单位：代码、名称、拼音首字母或号码</translation>
    </message>
    <message>
        <source>Departments found</source>
        <translation>找到的承办单位</translation>
    </message>
    <message>
        <source>No department matches. A telephone number can be typed, too.</source>
        <translation>没有匹配的承办单位，也可直接输入电话号码。</translation>
    </message>
    <message>
        <source>Consult</source>
        <translation>咨询通话</translation>
    </message>
    <message>
        <source>Three-way</source>
        <translation>三方通话</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>退出通话</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>立即转接</translation>
    </message>
    <message>
        <source>Citizen and department go on alone.</source>
        <translation>坐席退出，市民与承办单位继续通话。</translation>
    </message>
    <message>
        <source>Choose a department or type a number first.</source>
        <translation>请先选择承办单位或输入号码。</translation>
    </message>
    <message>
        <source>A queue can&apos;t be consulted, only handed over to.</source>
        <translation>队列只能转接，不能咨询通话。</translation>
    </message>
</context>
<context>
    <name>Demo</name>
    <message>
        <source>Departments, callers and their history …</source>
        <translation>正在建立承办单位、来电人及其历史……</translation>
    </message>
    <message>
        <source>Starter knowledge …</source>
        <translation>正在导入初始知识……</translation>
    </message>
    <message>
        <source>{count} knowledge entries are ready.</source>
        <translation>{count} 条知识已就绪。</translation>
    </message>
    <message>
        <source>The simulated PBX takes calls; the window opens.</source>
        <translation>模拟电话系统已开始接听，正在打开窗口。</translation>
    </message>
</context>
<context>
    <name>Doctor</name>
    <message>
        <source>ok</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>NOT OK</source>
        <translation>异常</translation>
    </message>
    <message>
        <source>settings of PBX and seat</source>
        <translation>电话系统与坐席设置</translation>
    </message>
    <message>
        <source>queues of the seat</source>
        <translation>坐席的队列</translation>
    </message>
    <message>
        <source>Set “seat.queues”: without it no call comes to this seat.</source>
        <translation>请设置“seat.queues”，否则本坐席不会有来电。</translation>
    </message>
    <message>
        <source>PBX at {what}</source>
        <translation>位于 {what} 的电话系统</translation>
    </message>
    <message>
        <source>right to {what}</source>
        <translation>权限 {what}</translation>
    </message>
    <message>
        <source>The account {account} may not do this; include the manager.conf that “desk pbx-kit” writes.</source>
        <translation>账号 {account} 没有此权限；请包含“desk pbx-kit”生成的 manager.conf。</translation>
    </message>
    <message>
        <source>dialplan context {what}</source>
        <translation>拨号方案上下文 {what}</translation>
    </message>
    <message>
        <source>Include the extensions.conf that “desk pbx-kit” writes, then “dialplan reload” at the PBX.</source>
        <translation>请包含“desk pbx-kit”生成的 extensions.conf，然后在电话系统上执行“dialplan reload”。</translation>
    </message>
    <message>
        <source>dial context {what}</source>
        <translation>外拨上下文 {what}</translation>
    </message>
    <message>
        <source>Set “pbx.context” to the context that dials seats, departments and outside.</source>
        <translation>请将“pbx.context”设为可拨打坐席、承办单位和外线的上下文。</translation>
    </message>
    <message>
        <source>queue {what}</source>
        <translation>队列 {what}</translation>
    </message>
    <message>
        <source>The PBX has no queue of this name; add it to queues.conf or correct “seat.queues”.</source>
        <translation>电话系统没有此队列；请在 queues.conf 中添加，或更正“seat.queues”。</translation>
    </message>
    <message>
        <source>Nobody answers on that port: is Asterisk running, and “enabled=yes” in manager.conf?</source>
        <translation>该端口无应答：Asterisk 是否在运行，manager.conf 中是否有“enabled=yes”？</translation>
    </message>
    <message>
        <source>The address can&apos;t be reached: check name, network and firewall.</source>
        <translation>地址不可达：请检查主机名、网络和防火墙。</translation>
    </message>
    <message>
        <source>The PBX closed the connection: check the permitted addresses of the account.</source>
        <translation>电话系统关闭了连接：请检查该账号允许的地址。</translation>
    </message>
    <message>
        <source>The PBX does not answer: check network and firewall.</source>
        <translation>电话系统无应答：请检查网络和防火墙。</translation>
    </message>
    <message>
        <source>Account {account} or its secret is wrong, or this address is not permitted.</source>
        <translation>账号 {account} 或其密码错误，或本机地址不被允许。</translation>
    </message>
    <message>
        <source>Something else than AMI answers there: check “pbx.port” and “pbx.tls”.</source>
        <translation>该处应答的不是 AMI：请检查“pbx.port”和“pbx.tls”。</translation>
    </message>
    <message>
        <source>The TLS handshake failed: check certificate, name and “pbx.tls”.</source>
        <translation>TLS 握手失败：请检查证书、主机名和“pbx.tls”。</translation>
    </message>
    <message>
        <source>database</source>
        <translation>数据库</translation>
    </message>
    <message>
        <source>directory of departments</source>
        <translation>承办单位目录</translation>
    </message>
    <message>
        <source>It is empty: run “desk departments import FILE.csv”.</source>
        <translation>目录为空：请运行“desk departments import FILE.csv”。</translation>
    </message>
    <message>
        <source>knowledge index</source>
        <translation>知识库索引</translation>
    </message>
    <message>
        <source>It differs from the database: run “desk kb reindex”.</source>
        <translation>索引与数据库不一致：请运行“desk kb reindex”。</translation>
    </message>
    <message>
        <source>There is no knowledge yet: run “desk kb import FILE”.</source>
        <translation>尚无知识条目：请运行“desk kb import FILE”。</translation>
    </message>
</context>
<context>
    <name>FormController</name>
    <message>
        <source>A draft was restored.</source>
        <translation>已恢复未完成的草稿。</translation>
    </message>
    <message>
        <source>Drafts can&apos;t be read: {0}</source>
        <translation>无法读取草稿：{0}</translation>
    </message>
    <message>
        <source>No call</source>
        <translation>无通话</translation>
    </message>
    <message>
        <source>Without a call</source>
        <translation>无关联通话</translation>
    </message>
    <message>
        <source>number withheld</source>
        <translation>号码未显示</translation>
    </message>
    <message>
        <source>Call {0}</source>
        <translation>来电 {0}</translation>
    </message>
    <message>
        <source>The work order has not been dispatched. Press again to close the call without it.</source>
        <translation>工单尚未派出。再按一次则不派单并结束小结。</translation>
    </message>
    <message>
        <source>Wrap-up saved: {0}.</source>
        <translation>小结已保存：{0}。</translation>
    </message>
    <message>
        <source>The wrap-up was not saved: {0}</source>
        <translation>小结未保存：{0}</translation>
    </message>
    <message>
        <source>There is no call.</source>
        <translation>当前没有通话。</translation>
    </message>
    <message>
        <source>The call is still going on.</source>
        <translation>通话尚未结束。</translation>
    </message>
</context>
<context>
    <name>HitsModel</name>
    <message>
        <source>Entry</source>
        <translation>知识条目</translation>
    </message>
    <message>
        <source>valid until {0}</source>
        <translation>有效期至 {0}</translation>
    </message>
    <message>
        <source>used: {0}</source>
        <translation>已用 {0} 次</translation>
    </message>
    <message>
        <source>EXPIRED</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>needs checking</source>
        <translation>待核实</translation>
    </message>
</context>
<context>
    <name>Import</name>
    <message>
        <source>… and {count} more bad rows.</source>
        <translation>……另有 {count} 行有误。</translation>
    </message>
    <message>
        <source>{added} added, {updated} updated, {unchanged} unchanged, {bad} bad rows ({encoding}).</source>
        <translation>新增 {added} 条，更新 {updated} 条，未变 {unchanged} 条，有误 {bad} 行（{encoding}）。</translation>
    </message>
    <message>
        <source>the file is neither UTF-8 nor GB18030</source>
        <translation>文件既不是 UTF-8 也不是 GB18030 编码</translation>
    </message>
    <message>
        <source>the file is empty</source>
        <translation>文件为空</translation>
    </message>
    <message>
        <source>the first line must name the columns; missing or wrong: {values}</source>
        <translation>首行须为列名；缺少或有误：{values}</translation>
    </message>
    <message>
        <source>more fields than the header has columns: {values}</source>
        <translation>字段数多于表头列数：{values}</translation>
    </message>
    <message>
        <source>a field is too long: {values}</source>
        <translation>字段过长：{values}</translation>
    </message>
    <message>
        <source>a field holds a NUL character: {values}</source>
        <translation>字段含有 NUL 字符：{values}</translation>
    </message>
    <message>
        <source>this field must not be empty: {values}</source>
        <translation>此字段不能为空：{values}</translation>
    </message>
    <message>
        <source>this is not a telephone number</source>
        <translation>不是电话号码</translation>
    </message>
    <message>
        <source>the telephone number has no digit: {values}</source>
        <translation>电话号码中没有数字：{values}</translation>
    </message>
    <message>
        <source>the code is too long or holds control characters: {values}</source>
        <translation>代码过长或含有控制字符：{values}</translation>
    </message>
    <message>
        <source>Line {line}: {problem}.</source>
        <translation>第 {line} 行：{problem}。</translation>
    </message>
</context>
<context>
    <name>Init</name>
    <message>
        <source>Database ready: {where}</source>
        <translation>数据库就绪：{where}</translation>
    </message>
    <message>
        <source>Knowledge index ready: {count} entries in {folder}</source>
        <translation>知识库索引就绪：{count} 条，位于 {folder}</translation>
    </message>
</context>
<context>
    <name>Kb</name>
    <message>
        <source>{file}: {added} added, {updated} updated, {unchanged} unchanged, {bad} not taken</source>
        <translation>{file}：新增 {added} 条，更新 {updated} 条，未变 {unchanged} 条，未收 {bad} 条</translation>
    </message>
    <message>
        <source>… and {count} more rows</source>
        <translation>……另有 {count} 行</translation>
    </message>
    <message>
        <source>{count} entries written to {file}</source>
        <translation>已将 {count} 条写入 {file}</translation>
    </message>
    <message>
        <source>Give either a query or --queries FILE.</source>
        <translation>请给出查询词，或使用 --queries FILE，二者择一。</translation>
    </message>
    <message>
        <source>{count} entries indexed</source>
        <translation>已为 {count} 条建立索引</translation>
    </message>
    <message>
        <source>{entries} entries in the database, {indexed} in the index</source>
        <translation>数据库中 {entries} 条，索引中 {indexed} 条</translation>
    </message>
    <message>
        <source>The index differs: {missing} missing, {extra} left over, {stale} out of date. Rebuild it with `desk kb reindex`.</source>
        <translation>索引不一致：缺少 {missing} 条，多余 {extra} 条，过时 {stale} 条。请用 `desk kb reindex` 重建。</translation>
    </message>
    <message>
        <source>{file}: only .jsonl, .csv and .xlsx can be read and written.</source>
        <translation>{file}：只能读写 .jsonl、.csv 和 .xlsx 文件。</translation>
    </message>
    <message>
        <source>{file} can&apos;t be read: {0}</source>
        <translation>无法读取 {file}：{0}</translation>
    </message>
    <message>
        <source>{file} can&apos;t be written: {0}</source>
        <translation>无法写入 {file}：{0}</translation>
    </message>
    <message>
        <source>{file} has no header line with the names of the fields.</source>
        <translation>{file} 没有含字段名的表头行。</translation>
    </message>
    <message>
        <source>{file} lacks these columns: {0}</source>
        <translation>{file} 缺少以下列：{0}</translation>
    </message>
    <message>
        <source>{file} has more than {0} columns; is it the right file?</source>
        <translation>{file} 超过 {0} 列，是否选错了文件？</translation>
    </message>
    <message>
        <source>{file} has more than {0} rows; split it.</source>
        <translation>{file} 超过 {0} 行，请拆分。</translation>
    </message>
    <message>
        <source>{file} is larger than {0} MB; split it.</source>
        <translation>{file} 大于 {0} MB，请拆分。</translation>
    </message>
    <message>
        <source>{file} is not a whole XLSX file; save it again from the program it is from.</source>
        <translation>{file} 不是完整的 XLSX 文件，请在原程序中重新保存。</translation>
    </message>
    <message>
        <source>{file} unpacks to {0} MB; it is refused as unsafe.</source>
        <translation>{file} 解压后达 {0} MB，为安全起见拒绝读取。</translation>
    </message>
    <message>
        <source>Entry {0} is too long for a cell of a spreadsheet; export to .jsonl or .csv.</source>
        <translation>条目 {0} 超出表格单元格长度，请导出为 .jsonl 或 .csv。</translation>
    </message>
    <message>
        <source>{where}: not valid JSON</source>
        <translation>{where}：不是有效的 JSON</translation>
    </message>
    <message>
        <source>{where}: not a JSON object</source>
        <translation>{where}：不是 JSON 对象</translation>
    </message>
    <message>
        <source>{where}: the row can&apos;t be read ({0})</source>
        <translation>{where}：无法读取该行（{0}）</translation>
    </message>
    <message>
        <source>{where}: more cells than the header&apos;s {0}</source>
        <translation>{where}：单元格数多于表头的 {0} 列</translation>
    </message>
    <message>
        <source>{where}: “{0}” is empty</source>
        <translation>{where}：“{0}”为空</translation>
    </message>
    <message>
        <source>{where}: valid until {1}, before it is valid from {0}</source>
        <translation>{where}：有效期至 {1} 早于生效日期 {0}</translation>
    </message>
    <message>
        <source>{where}: “{0}” is not a text</source>
        <translation>{where}：“{0}”不是文本</translation>
    </message>
    <message>
        <source>{where}: “{0}” holds characters that are no text</source>
        <translation>{where}：“{0}”含有非文本字符</translation>
    </message>
    <message>
        <source>{where}: “{0}” has {1} characters, more than {2}</source>
        <translation>{where}：“{0}”有 {1} 个字符，超过 {2} 个</translation>
    </message>
    <message>
        <source>{where}: “{0}” has more than {1} items</source>
        <translation>{where}：“{0}”超过 {1} 项</translation>
    </message>
    <message>
        <source>{where}: “{0}” is not a date like 2026-01-31: {1}</source>
        <translation>{where}：“{0}”不是 2026-01-31 形式的日期：{1}</translation>
    </message>
    <message>
        <source>Another program is writing the knowledge index in {folder}; try again.</source>
        <translation>另一程序正在写入 {folder} 中的知识库索引，请稍后重试。</translation>
    </message>
    <message>
        <source>The knowledge index in {folder} can&apos;t be used: {why}</source>
        <translation>{folder} 中的知识库索引无法使用：{why}</translation>
    </message>
</context>
<context>
    <name>KnowledgeController</name>
    <message>
        <source>The knowledge base can&apos;t be searched now.</source>
        <translation>知识库暂时无法检索。</translation>
    </message>
    <message>
        <source>Knowledge search: {0}</source>
        <translation>知识检索：{0}</translation>
    </message>
    <message>
        <source>Direct answer recorded: {0}, revision {1}.</source>
        <translation>已记录直接答复：{0}，第 {1} 版。</translation>
    </message>
    <message>
        <source>The direct answer was not recorded: {0}</source>
        <translation>直接答复未记录：{0}</translation>
    </message>
    <message>
        <source>There is no call to record it for.</source>
        <translation>没有可记录的通话。</translation>
    </message>
</context>
<context>
    <name>KnowledgePanel</name>
    <message>
        <source>Knowledge</source>
        <translation>知识库</translation>
    </message>
    <message>
        <source>Search the knowledge base</source>
        <translation>检索知识库</translation>
    </message>
    <message>
        <source>What is asked? Words or pinyin initials</source>
        <translation>市民问什么？输入关键词或拼音首字母</translation>
    </message>
    <message>
        <source>Number of entries found</source>
        <translation>找到的条目数</translation>
    </message>
    <message>
        <source>Entries found</source>
        <translation>找到的知识条目</translation>
    </message>
    <message>
        <source>Results appear as you type.</source>
        <translation>边输入边检索，结果显示在这里。</translation>
    </message>
    <message>
        <source>Standard question</source>
        <translation>标准问</translation>
    </message>
    <message>
        <source>Why this entry must be checked</source>
        <translation>该条目须核实的原因</translation>
    </message>
    <message>
        <source>Answer to read out</source>
        <translation>可朗读的答复</translation>
    </message>
    <message>
        <source>The answer to read out stands here.</source>
        <translation>可朗读的答复显示在这里。</translation>
    </message>
    <message>
        <source>Source and validity</source>
        <translation>依据与有效期</translation>
    </message>
    <message>
        <source>Answered from this</source>
        <translation>以此直接答复</translation>
    </message>
    <message>
        <source>Entries that this call was answered from</source>
        <translation>本次通话直接答复所用条目</translation>
    </message>
    <message>
        <source>There is no call.</source>
        <translation>当前没有通话。</translation>
    </message>
    <message>
        <source>Nothing found. Try other words, or write a work order.</source>
        <translation>没有找到。请换个说法，或填写工单。</translation>
    </message>
    <message>
        <source>Found: {0}</source>
        <translation>找到 {0} 条</translation>
    </message>
    <message>
        <source>Search failed</source>
        <translation>检索失败</translation>
    </message>
    <message>
        <source>Recorded: {0}</source>
        <translation>已记录：{0}</translation>
    </message>
    <message>
        <source>Searching …</source>
        <translation>正在检索……</translation>
    </message>
    <message>
        <source>Source: {0}</source>
        <translation>依据：{0}</translation>
    </message>
    <message>
        <source>No source given</source>
        <translation>未注明依据</translation>
    </message>
    <message>
        <source>{0}, revision {1}</source>
        <translation>{0} 第 {1} 版</translation>
    </message>
    <message>
        <source>Choose an entry first.</source>
        <translation>请先选择知识条目。</translation>
    </message>
</context>
<context>
    <name>LegsModel</name>
    <message>
        <source>Who</source>
        <translation>通话方</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>LegsTable</name>
    <message>
        <source>In the conversation</source>
        <translation>通话各方</translation>
    </message>
    <message>
        <source>Nobody is in a conversation.</source>
        <translation>当前无人通话。</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>取消静音</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>静音</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>保持</translation>
    </message>
    <message>
        <source>Drop</source>
        <translation>拆线</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}：{1}</translation>
    </message>
</context>
<context>
    <name>LinkBanner</name>
    <message>
        <source>Connection to the PBX</source>
        <translation>与电话系统的连接</translation>
    </message>
    <message>
        <source>Next attempt to connect</source>
        <translation>下次重连</translation>
    </message>
    <message>
        <source>What works without the PBX</source>
        <translation>断线时可用的功能</translation>
    </message>
    <message>
        <source>Knowledge, drafts and work orders can be used meanwhile.</source>
        <translation>期间仍可检索知识库、填写草稿和工单。</translation>
    </message>
    <message>
        <source>The desk has logged off from the PBX.</source>
        <translation>已退出电话系统。</translation>
    </message>
    <message>
        <source>Connecting …</source>
        <translation>正在连接……</translation>
    </message>
    <message>
        <source>Next attempt in {0} s</source>
        <translation>{0} 秒后重试</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Time of the last message</source>
        <translation>消息时间</translation>
    </message>
    <message>
        <source>Last message</source>
        <translation>最新消息</translation>
    </message>
    <message>
        <source>No messages.</source>
        <translation>暂无消息。</translation>
    </message>
</context>
<context>
    <name>OrderController</name>
    <message>
        <source>The directory can&apos;t be read: {0}</source>
        <translation>无法读取承办单位目录：{0}</translation>
    </message>
    <message>
        <source>The work order is being dispatched.</source>
        <translation>正在派单。</translation>
    </message>
    <message>
        <source>Order {0} dispatched to {1}.</source>
        <translation>工单 {0} 已派往{1}。</translation>
    </message>
    <message>
        <source>The work order was not dispatched: {0}</source>
        <translation>派单失败：{0}</translation>
    </message>
</context>
<context>
    <name>OrderPanel</name>
    <message>
        <source>Work order</source>
        <translation>工单</translation>
    </message>
    <message>
        <source>There is no call.</source>
        <translation>当前没有通话。</translation>
    </message>
    <message>
        <source>Kind of request</source>
        <translation>诉求类型</translation>
    </message>
    <message>
        <source>Urgent ({0})</source>
        <translation>紧急（{0}）</translation>
    </message>
    <message>
        <source>Urgent</source>
        <translation>紧急</translation>
    </message>
    <message>
        <source>Deadline of the work order</source>
        <translation>工单办理时限</translation>
    </message>
    <message>
        <source>Title of the work order</source>
        <translation>工单标题</translation>
    </message>
    <message>
        <source>Title: what is it about?</source>
        <translation>标题：反映什么事？</translation>
    </message>
    <message>
        <source>Place of the matter</source>
        <translation>事发地点</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Text of the work order</source>
        <translation>工单内容</translation>
    </message>
    <message>
        <source>What happened, since when, what does the citizen want?</source>
        <translation>何事、何时开始、市民的诉求是什么？</translation>
    </message>
    <message>
        <source>Department that handles it</source>
        <translation>承办单位</translation>
    </message>
    <message>
        <source>Department: name, code, initials</source>
        <translation>承办单位：名称、代码、首字母</translation>
    </message>
    <message>
        <source>Departments found</source>
        <translation>找到的承办单位</translation>
    </message>
    <message>
        <source>Dispatch</source>
        <translation>派单</translation>
    </message>
    <message>
        <source>Number of the work order, to read out</source>
        <translation>工单编号（可读给市民）</translation>
    </message>
    <message>
        <source>State of the draft</source>
        <translation>草稿状态</translation>
    </message>
    <message>
        <source>Suggested department: {0}</source>
        <translation>推荐承办单位：{0}</translation>
    </message>
    <message>
        <source>Like {0} earlier orders</source>
        <translation>与 {0} 件以往工单相似</translation>
    </message>
    <message>
        <source>{0} min</source>
        <translation>{0} 分钟</translation>
    </message>
    <message>
        <source>{0} h</source>
        <translation>{0} 小时</translation>
    </message>
    <message>
        <source>Due {0} ({1})</source>
        <translation>时限 {0}（{1}）</translation>
    </message>
    <message>
        <source>Draft saved {0}</source>
        <translation>草稿已保存 {0}</translation>
    </message>
    <message>
        <source>DRAFT NOT SAVED: {0}</source>
        <translation>草稿未保存：{0}</translation>
    </message>
    <message>
        <source>Dispatched to {0}</source>
        <translation>已派往{0}</translation>
    </message>
    <message>
        <source>This work order has been dispatched.</source>
        <translation>该工单已派出。</translation>
    </message>
    <message>
        <source>The work order has no title yet.</source>
        <translation>工单还没有标题。</translation>
    </message>
    <message>
        <source>Choose the department from the list or a suggestion.</source>
        <translation>请从列表或推荐中选定承办单位。</translation>
    </message>
    <message>
        <source>Departments are suggested as you type (Alt+1…3).</source>
        <translation>随输入内容推荐承办单位（Alt+1…3）。</translation>
    </message>
    <message>
        <source>No suggestion</source>
        <translation>暂无推荐</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>编号</translation>
    </message>
</context>
<context>
    <name>OrdersModel</name>
    <message>
        <source>Work order</source>
        <translation>工单</translation>
    </message>
    <message>
        <source>Due · last reply</source>
        <translation>时限 · 最近答复</translation>
    </message>
    <message>
        <source>{0} min</source>
        <translation>{0} 分钟</translation>
    </message>
    <message>
        <source>{0} h</source>
        <translation>{0} 小时</translation>
    </message>
    <message>
        <source>{0} d</source>
        <translation>{0} 天</translation>
    </message>
    <message>
        <source>OVERDUE by {0}</source>
        <translation>超期 {0}</translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation>剩余 {0}</translation>
    </message>
    <message>
        <source>[Urgent] {0}</source>
        <translation>【紧急】{0}</translation>
    </message>
    <message>
        <source>No reply yet, reminded: {0}</source>
        <translation>未答复，已催办 {0} 次</translation>
    </message>
    <message>
        <source>No reply yet</source>
        <translation>未答复</translation>
    </message>
</context>
<context>
    <name>PbxKit</name>
    <message>
        <source>“{value}” can&apos;t stand in the PBX&apos;s files as {field}.</source>
        <translation>“{value}”不能作为 {field} 写入电话系统的配置文件。</translation>
    </message>
    <message>
        <source>The folder {path} can&apos;t be written: {why}</source>
        <translation>文件夹 {path} 不可写：{why}</translation>
    </message>
    <message>
        <source>Next steps are in {path}.</source>
        <translation>后续步骤见 {path}。</translation>
    </message>
</context>
<context>
    <name>Records</name>
    <message>
        <source>The database is in use by another program. Nothing was lost; try again.</source>
        <translation>数据库正被其他程序占用。数据未丢失，请重试。</translation>
    </message>
    <message>
        <source>The disk is full. Make room, then try again; nothing was lost.</source>
        <translation>磁盘已满。请腾出空间后重试，数据未丢失。</translation>
    </message>
    <message>
        <source>The database can&apos;t be reached: {detail}</source>
        <translation>无法连接数据库：{detail}</translation>
    </message>
    <message>
        <source>The database may not be written: {detail}</source>
        <translation>数据库不可写：{detail}</translation>
    </message>
    <message>
        <source>The database is damaged or not a database. Restore it from a backup.</source>
        <translation>数据库已损坏或不是数据库文件，请从备份恢复。</translation>
    </message>
    <message>
        <source>The database was written by a newer version ({detail}). Update this program.</source>
        <translation>数据库由更新的版本（{detail}）写入，请升级本程序。</translation>
    </message>
    <message>
        <source>The database is not made or not up to date. Run “desk init” first.</source>
        <translation>数据库尚未建立或未升级，请先运行“desk init”。</translation>
    </message>
    <message>
        <source>There is no record “{detail}”.</source>
        <translation>没有记录“{detail}”。</translation>
    </message>
    <message>
        <source>The file can&apos;t be read: {detail}</source>
        <translation>无法读取文件：{detail}</translation>
    </message>
    <message>
        <source>The state of the order does not allow this ({detail}).</source>
        <translation>工单当前状态不允许此操作（{detail}）。</translation>
    </message>
</context>
<context>
    <name>SeatBar</name>
    <message>
        <source>Seat and call-taker</source>
        <translation>坐席与话务员</translation>
    </message>
    <message>
        <source>Seat {0} · {1} {2}</source>
        <translation>坐席 {0} · {1} {2}</translation>
    </message>
    <message>
        <source>State of the seat</source>
        <translation>坐席状态</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>示闲</translation>
    </message>
    <message>
        <source>Not ready</source>
        <translation>示忙</translation>
    </message>
    <message>
        <source>Callers waiting in this seat&apos;s queues</source>
        <translation>本坐席各队列的等候人数</translation>
    </message>
    <message>
        <source>Number to call</source>
        <translation>外呼号码</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>外呼</translation>
    </message>
    <message>
        <source>Connection to the PBX</source>
        <translation>与电话系统的连接</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}：{1}</translation>
    </message>
    <message>
        <source>In a call</source>
        <translation>通话中</translation>
    </message>
    <message>
        <source>The seat is ready.</source>
        <translation>坐席已示闲。</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>签入</translation>
    </message>
    <message>
        <source>PBX: connected</source>
        <translation>电话系统：已连接</translation>
    </message>
    <message>
        <source>PBX: logged off</source>
        <translation>电话系统：已退出</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>签出</translation>
    </message>
    <message>
        <source>{0}: {1} waiting</source>
        <translation>{0} {1} 人等候</translation>
    </message>
    <message>
        <source>No queues</source>
        <translation>无队列</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>“orders.working_days” names a kind of order that does not exist: {why}</source>
        <translation>“orders.working_days”中有不存在的工单类型：{why}</translation>
    </message>
    <message>
        <source>“pbx.username” is not set: the AMI account of this seat is needed.</source>
        <translation>未设置“pbx.username”：需要本坐席的 AMI 账号。</translation>
    </message>
    <message>
        <source>“seat.extension” is not set: the number of this seat&apos;s phone is needed.</source>
        <translation>未设置“seat.extension”：需要本坐席话机的号码。</translation>
    </message>
    <message>
        <source>The secret file {path} can&apos;t be read: {why}</source>
        <translation>无法读取密码文件 {path}：{why}</translation>
    </message>
    <message>
        <source>The folder {path} can&apos;t be made: {why}</source>
        <translation>无法建立文件夹 {path}：{why}</translation>
    </message>
    <message>
        <source>The settings file {path} can&apos;t be read: {why}</source>
        <translation>无法读取设置文件 {path}：{why}</translation>
    </message>
    <message>
        <source>{path} is not valid TOML: {why}</source>
        <translation>{path} 不是有效的 TOML：{why}</translation>
    </message>
    <message>
        <source>The environment variables for “{key}” are not valid: a list is written as JSON.</source>
        <translation>“{key}”的环境变量无效：列表须写成 JSON。</translation>
    </message>
    <message>
        <source>there is no such file</source>
        <translation>没有此文件</translation>
    </message>
    <message>
        <source>reading it is not permitted</source>
        <translation>没有读取权限</translation>
    </message>
    <message>
        <source>it is a folder</source>
        <translation>它是文件夹</translation>
    </message>
    <message>
        <source>it is not UTF-8; save it as UTF-8 (not GB18030 or UTF-16)</source>
        <translation>不是 UTF-8 编码；请另存为 UTF-8（不是 GB18030 或 UTF-16）</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>文件为空</translation>
    </message>
    <message>
        <source>it ends in the middle of a value</source>
        <translation>内容不完整</translation>
    </message>
    <message>
        <source>line {line}, column {column} can&apos;t be understood</source>
        <translation>第 {line} 行第 {column} 列无法识别</translation>
    </message>
    <message>
        <source>environment or default</source>
        <translation>环境变量或默认值</translation>
    </message>
    <message>
        <source>{where}: there is no setting “{key}”.</source>
        <translation>{where}：没有设置项“{key}”。</translation>
    </message>
    <message>
        <source>{where}: “{key}” is not valid: {why}</source>
        <translation>{where}：“{key}”无效：{why}</translation>
    </message>
    <message>
        <source>it must be {limit} or more</source>
        <translation>不得小于 {limit}</translation>
    </message>
    <message>
        <source>it must be more than {limit}</source>
        <translation>必须大于 {limit}</translation>
    </message>
    <message>
        <source>it must be {limit} or less</source>
        <translation>不得大于 {limit}</translation>
    </message>
    <message>
        <source>one of these is needed: {choices}</source>
        <translation>只能取：{choices}</translation>
    </message>
    <message>
        <source>a whole number is needed</source>
        <translation>应为整数</translation>
    </message>
    <message>
        <source>a number is needed</source>
        <translation>应为数字</translation>
    </message>
    <message>
        <source>true or false is needed</source>
        <translation>应为 true 或 false</translation>
    </message>
    <message>
        <source>a list in square brackets is needed</source>
        <translation>应为方括号括起的列表</translation>
    </message>
    <message>
        <source>a section with keys is needed</source>
        <translation>应为含有键的小节</translation>
    </message>
    <message>
        <source>a path in quotation marks is needed</source>
        <translation>应为引号括起的路径</translation>
    </message>
    <message>
        <source>a text in quotation marks is needed</source>
        <translation>应为引号括起的文字</translation>
    </message>
    <message>
        <source>it has characters that can&apos;t stand here</source>
        <translation>含有不允许的字符</translation>
    </message>
</context>
<context>
    <name>Start</name>
    <message>
        <source>There is no screen: neither DISPLAY nor WAYLAND_DISPLAY is set.</source>
        <translation>没有可用的屏幕：未设置 DISPLAY 或 WAYLAND_DISPLAY。</translation>
    </message>
</context>
<context>
    <name>TargetsModel</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>号码</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation>服务时间</translation>
    </message>
    <message>
        <source>Queue {0}</source>
        <translation>队列 {0}</translation>
    </message>
    <message>
        <source>This number</source>
        <translation>拨打此号码</translation>
    </message>
</context>
<context>
    <name>WorkstationWindow</name>
    <message>
        <source>Hotline desk · seat {0}</source>
        <translation>热线工作台 · 坐席 {0}</translation>
    </message>
    <message>
        <source>The call is not in the records yet: {0} It is tried again.</source>
        <translation>通话尚未写入记录：{0}将自动重试。</translation>
    </message>
    <message>
        <source>The records work again; the call is in them.</source>
        <translation>业务记录已恢复，通话已写入。</translation>
    </message>
    <message>
        <source>number withheld</source>
        <translation>号码未显示</translation>
    </message>
    <message>
        <source>A call is ringing: {0}</source>
        <translation>来电振铃：{0}</translation>
    </message>
</context>
<context>
    <name>WrapupPanel</name>
    <message>
        <source>Wrap-up</source>
        <translation>小结</translation>
    </message>
    <message>
        <source>Call that is wrapped up</source>
        <translation>小结所属通话</translation>
    </message>
    <message>
        <source>Note about the call</source>
        <translation>通话小结备注</translation>
    </message>
    <message>
        <source>Done, next call</source>
        <translation>完成，接下一个</translation>
    </message>
    <message>
        <source>There is no call.</source>
        <translation>当前没有通话。</translation>
    </message>
    <message>
        <source>Without wrap-up: {0}</source>
        <translation>未小结：{0}</translation>
    </message>
</context>
<context>
    <name>wording</name>
    <message>
        <source>There is no connection to the PBX.</source>
        <translation>与电话系统的连接已断开。</translation>
    </message>
    <message>
        <source>There is no call.</source>
        <translation>当前没有通话。</translation>
    </message>
    <message>
        <source>A call is in progress.</source>
        <translation>正在通话。</translation>
    </message>
    <message>
        <source>No call is ringing.</source>
        <translation>没有振铃的来电。</translation>
    </message>
    <message>
        <source>The call has not been answered yet.</source>
        <translation>来电尚未接听。</translation>
    </message>
    <message>
        <source>Please answer at the phone.</source>
        <translation>请在话机上接听。</translation>
    </message>
    <message>
        <source>The citizen is already on hold.</source>
        <translation>市民已在保持中。</translation>
    </message>
    <message>
        <source>Nobody is on hold.</source>
        <translation>没有被保持的通话。</translation>
    </message>
    <message>
        <source>No department is in the call.</source>
        <translation>通话中没有承办单位。</translation>
    </message>
    <message>
        <source>A department is already in the call.</source>
        <translation>承办单位已在通话中。</translation>
    </message>
    <message>
        <source>The department has not answered yet.</source>
        <translation>承办单位尚未接听。</translation>
    </message>
    <message>
        <source>You are already alone with the citizen.</source>
        <translation>已在与市民单独通话。</translation>
    </message>
    <message>
        <source>The citizen has hung up.</source>
        <translation>市民已挂断。</translation>
    </message>
    <message>
        <source>This is not a three-way call.</source>
        <translation>当前不是三方通话。</translation>
    </message>
    <message>
        <source>The PBX is still carrying out the last action.</source>
        <translation>电话系统正在执行上一项操作。</translation>
    </message>
    <message>
        <source>This seat has no right to do this on the PBX.</source>
        <translation>本坐席在电话系统上没有此权限。</translation>
    </message>
    <message>
        <source>This is not a telephone number: only digits, +, * and # can be dialled.</source>
        <translation>这不是电话号码：只能拨打数字、+、* 和 #。</translation>
    </message>
    <message>
        <source>The PBX did not confirm this in time. Please look at the call&apos;s state.</source>
        <translation>电话系统未及时确认，请查看通话状态。</translation>
    </message>
    <message>
        <source>The PBX refused: {0}</source>
        <translation>电话系统拒绝：{0}</translation>
    </message>
    <message>
        <source>This did not work; the program&apos;s log has the details.</source>
        <translation>操作未成功，详情见程序日志。</translation>
    </message>
    <message>
        <source>Connecting to the PBX …</source>
        <translation>正在连接电话系统……</translation>
    </message>
    <message>
        <source>The PBX is not running (connection refused).</source>
        <translation>电话系统未运行（连接被拒绝）。</translation>
    </message>
    <message>
        <source>The PBX can&apos;t be reached over the network.</source>
        <translation>网络无法到达电话系统。</translation>
    </message>
    <message>
        <source>The connection to the PBX was cut.</source>
        <translation>与电话系统的连接已中断。</translation>
    </message>
    <message>
        <source>The PBX no longer answers (half-open connection).</source>
        <translation>电话系统无响应（连接半开）。</translation>
    </message>
    <message>
        <source>The PBX does not accept this seat&apos;s account or password. Please tell the administrator.</source>
        <translation>电话系统不接受本坐席的账号或密码，请联系管理员。</translation>
    </message>
    <message>
        <source>This seat&apos;s account lacks a right on the PBX. Please tell the administrator.</source>
        <translation>本坐席账号在电话系统上缺少权限，请联系管理员。</translation>
    </message>
    <message>
        <source>What answers at the PBX&apos;s address is not a PBX. Check host and port.</source>
        <translation>该地址应答的不是电话系统，请检查主机和端口。</translation>
    </message>
    <message>
        <source>The encrypted connection to the PBX failed (certificate).</source>
        <translation>与电话系统的加密连接失败（证书）。</translation>
    </message>
    <message>
        <source>PBX: connecting</source>
        <translation>电话系统：连接中</translation>
    </message>
    <message>
        <source>PBX: not running</source>
        <translation>电话系统：未运行</translation>
    </message>
    <message>
        <source>PBX: unreachable</source>
        <translation>电话系统：网络不通</translation>
    </message>
    <message>
        <source>PBX: connection cut</source>
        <translation>电话系统：连接中断</translation>
    </message>
    <message>
        <source>PBX: not answering</source>
        <translation>电话系统：无响应</translation>
    </message>
    <message>
        <source>PBX: wrong password</source>
        <translation>电话系统：密码错误</translation>
    </message>
    <message>
        <source>PBX: right missing</source>
        <translation>电话系统：缺少权限</translation>
    </message>
    <message>
        <source>PBX: wrong address</source>
        <translation>电话系统：地址有误</translation>
    </message>
    <message>
        <source>PBX: certificate</source>
        <translation>电话系统：证书错误</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Signed out</source>
        <translation>未签入</translation>
    </message>
    <message>
        <source>Not ready</source>
        <translation>示忙</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>示闲</translation>
    </message>
    <message>
        <source>After-call work</source>
        <translation>话后处理</translation>
    </message>
    <message>
        <source>Short break</source>
        <translation>小休</translation>
    </message>
    <message>
        <source>Meal</source>
        <translation>就餐</translation>
    </message>
    <message>
        <source>Meeting</source>
        <translation>会议</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>培训</translation>
    </message>
    <message>
        <source>Other business</source>
        <translation>其他事务</translation>
    </message>
    <message>
        <source>Incoming call</source>
        <translation>来电振铃</translation>
    </message>
    <message>
        <source>Ringing</source>
        <translation>振铃中</translation>
    </message>
    <message>
        <source>Calling the citizen</source>
        <translation>正在外呼市民</translation>
    </message>
    <message>
        <source>Talking</source>
        <translation>通话中</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>保持中</translation>
    </message>
    <message>
        <source>Calling the department</source>
        <translation>正在呼叫承办单位</translation>
    </message>
    <message>
        <source>Consultation call</source>
        <translation>咨询通话</translation>
    </message>
    <message>
        <source>Three-way call</source>
        <translation>三方通话</translation>
    </message>
    <message>
        <source>Department on hold</source>
        <translation>承办单位保持中</translation>
    </message>
    <message>
        <source>Your phone rings first, then the citizen&apos;s.</source>
        <translation>先振本机，再呼市民。</translation>
    </message>
    <message>
        <source>The citizen hears music.</source>
        <translation>市民正在听音乐。</translation>
    </message>
    <message>
        <source>The citizen hears music and can&apos;t hear you.</source>
        <translation>市民听音乐，听不到您说话。</translation>
    </message>
    <message>
        <source>Everybody hears everybody.</source>
        <translation>三方均可互相听到。</translation>
    </message>
    <message>
        <source>The department hears music.</source>
        <translation>承办单位正在听音乐。</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>通话结束</translation>
    </message>
    <message>
        <source>Ended: the citizen hung up</source>
        <translation>通话结束：市民挂断</translation>
    </message>
    <message>
        <source>Missed: the caller gave up</source>
        <translation>未接：来电人放弃</translation>
    </message>
    <message>
        <source>Missed: passed on to another seat</source>
        <translation>未接：已转其他坐席</translation>
    </message>
    <message>
        <source>Citizen and department go on alone</source>
        <translation>市民与承办单位继续通话</translation>
    </message>
    <message>
        <source>Handed over</source>
        <translation>已转接</translation>
    </message>
    <message>
        <source>Back in the queue: your phone dropped out</source>
        <translation>已回队列：本机掉线</translation>
    </message>
    <message>
        <source>Lost with the connection to the PBX</source>
        <translation>随电话系统断线丢失</translation>
    </message>
    <message>
        <source>{0} is busy. You are back with the citizen.</source>
        <translation>{0}占线，已回到市民。</translation>
    </message>
    <message>
        <source>{0} does not answer. You are back with the citizen.</source>
        <translation>{0}无人接听，已回到市民。</translation>
    </message>
    <message>
        <source>{0} can&apos;t be reached: wrong number or phone off. You are back with the citizen.</source>
        <translation>{0}无法接通：号码有误或话机离线，已回到市民。</translation>
    </message>
    <message>
        <source>The call to {0} was broken off.</source>
        <translation>对{0}的呼叫已取消。</translation>
    </message>
    <message>
        <source>{0} has hung up. You are back with the citizen.</source>
        <translation>{0}已挂断，已回到市民。</translation>
    </message>
    <message>
        <source>Citizen</source>
        <translation>市民</translation>
    </message>
    <message>
        <source>Call-taker</source>
        <translation>话务员</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>承办单位</translation>
    </message>
    <message>
        <source>Muted</source>
        <translation>已静音</translation>
    </message>
    <message>
        <source>Speaking</source>
        <translation>通话中</translation>
    </message>
    <message>
        <source>Gone</source>
        <translation>已离开</translation>
    </message>
    <message>
        <source>Consultation</source>
        <translation>咨询</translation>
    </message>
    <message>
        <source>Complaint</source>
        <translation>投诉</translation>
    </message>
    <message>
        <source>Request for help</source>
        <translation>求助</translation>
    </message>
    <message>
        <source>Report of a violation</source>
        <translation>举报</translation>
    </message>
    <message>
        <source>Suggestion</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>Praise</source>
        <translation>表扬</translation>
    </message>
    <message>
        <source>Dispatched</source>
        <translation>已派单</translation>
    </message>
    <message>
        <source>Signed</source>
        <translation>已签收</translation>
    </message>
    <message>
        <source>Replied</source>
        <translation>已答复</translation>
    </message>
    <message>
        <source>Called back</source>
        <translation>已回访</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>已办结</translation>
    </message>
    <message>
        <source>Returned</source>
        <translation>已退单</translation>
    </message>
    <message>
        <source>No wrap-up</source>
        <translation>未小结</translation>
    </message>
    <message>
        <source>Direct answer</source>
        <translation>直接答复</translation>
    </message>
    <message>
        <source>Three-way</source>
        <translation>三方通话</translation>
    </message>
    <message>
        <source>Work order</source>
        <translation>派单</translation>
    </message>
    <message>
        <source>Incomplete</source>
        <translation>未完结</translation>
    </message>
</context>
</TS>
