<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ActionBar</name>
    <message>
        <source>Listen</source>
        <translation>监听</translation>
    </message>
    <message>
        <source>Whisper</source>
        <translation>密语</translation>
    </message>
    <message>
        <source>Join in</source>
        <translation>加入</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>呼叫</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>置闲</translation>
    </message>
    <message>
        <source>Not ready</source>
        <translation>置忙</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>调组</translation>
    </message>
</context>
<context>
    <name>ActionsController</name>
    <message>
        <source>You have left the call.</source>
        <translation>已退出通话。</translation>
    </message>
    <message>
        <source>You listen to {0}.</source>
        <translation>正在监听 {0}。</translation>
    </message>
    <message>
        <source>{0} alone hears you.</source>
        <translation>只有 {0} 能听到您。</translation>
    </message>
    <message>
        <source>You take part in the call of {0}.</source>
        <translation>您已加入 {0} 的通话。</translation>
    </message>
    <message>
        <source>Your phone rings: {0} …</source>
        <translation>您的话机正在振铃：{0}……</translation>
    </message>
    <message>
        <source>Your phone rings first, then that of {0}.</source>
        <translation>先振铃您的话机，再呼叫 {0}。</translation>
    </message>
    <message>
        <source>{0} is being called.</source>
        <translation>正在呼叫 {0}。</translation>
    </message>
    <message>
        <source>{0} is ready.</source>
        <translation>{0} 已示闲。</translation>
    </message>
    <message>
        <source>{0} is not ready: {1}.</source>
        <translation>{0} 已示忙：{1}。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>{0} now serves {1}.</source>
        <translation>{0} 现在服务于{1}。</translation>
    </message>
    <message>
        <source>{0} is served next.</source>
        <translation>{0} 将最先接听。</translation>
    </message>
    <message>
        <source>{0} was sent to {1}.</source>
        <translation>{0} 已转至{1}。</translation>
    </message>
    <message>
        <source>Every desk shows the line.</source>
        <translation>通知已显示在所有坐席上。</translation>
    </message>
    <message>
        <source>Not done, for it can&apos;t be written down: {0}</source>
        <translation>未执行，因为无法写入操作日志：{0}</translation>
    </message>
    <message>
        <source>Only {0}</source>
        <translation>只在{0}</translation>
    </message>
    <message>
        <source>Also {0}</source>
        <translation>兼顾{0}</translation>
    </message>
</context>
<context>
    <name>AlarmsController</name>
    <message>
        <source>No alarm is to be acknowledged.</source>
        <translation>没有待确认的告警。</translation>
    </message>
    <message>
        <source>The alarm is over already.</source>
        <translation>该告警已经解除。</translation>
    </message>
    <message>
        <source>Alarm: {0}, {1}: {2} (limit {3})</source>
        <translation>告警：{0}，{1}：{2}（阈值 {3}）</translation>
    </message>
    <message>
        <source>{0} has seen the alarm: {1}, {2}</source>
        <translation>{0} 已确认告警：{1}，{2}</translation>
    </message>
</context>
<context>
    <name>AlarmsModel</name>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Whom</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>当前值</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>For</source>
        <translation>持续</translation>
    </message>
    <message>
        <source>Seen by</source>
        <translation>确认人</translation>
    </message>
    <message>
        <source>all groups</source>
        <translation>全部席组</translation>
    </message>
</context>
<context>
    <name>AnswerSheet</name>
    <message>
        <source>There is no call.</source>
        <translation>当前没有通话。</translation>
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
        <source>Wrong</source>
        <translation>答案有误</translation>
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
        <source>Contact</source>
        <translation>联系人</translation>
    </message>
    <message>
        <source>Put the contact of this entry into the department field.</source>
        <translation>将本条目的联系单位填入承办单位栏。</translation>
    </message>
    <message>
        <source>Whom to join in a three-way call</source>
        <translation>三方通话的联系单位</translation>
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
        <source>No source given</source>
        <translation>未注明依据</translation>
    </message>
    <message>
        <source>Source: {0}</source>
        <translation>依据：{0}</translation>
    </message>
    <message>
        <source>{0}, revision {1}</source>
        <translation>{0} 第 {1} 版</translation>
    </message>
    <message>
        <source>Choose an entry first.</source>
        <translation>请先选择知识条目。</translation>
    </message>
    <message>
        <source>This answer is wrong: tell the editors.</source>
        <translation>本条答案有误：告知知识库管理员。</translation>
    </message>
</context>
<context>
    <name>AnswerView</name>
    <message>
        <source>Attachments:</source>
        <translation>附件：</translation>
    </message>
</context>
<context>
    <name>BoardModel</name>
    <message>
        <source>Department</source>
        <translation>承办单位</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>知识条目</translation>
    </message>
    <message>
        <source>New / target</source>
        <translation>新增 / 目标</translation>
    </message>
    <message>
        <source>Renewed / target</source>
        <translation>更新 / 目标</translation>
    </message>
    <message>
        <source>Renewed share</source>
        <translation>更新率</translation>
    </message>
    <message>
        <source>Answers per entry</source>
        <translation>条均答复</translation>
    </message>
</context>
<context>
    <name>BoardPage</name>
    <message>
        <source>Seat groups</source>
        <translation>席组</translation>
    </message>
    <message>
        <source>Seat groups: who waits, what the seats do, and figures</source>
        <translation>席组：排队、坐席状态与指标</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Thresholds …</source>
        <translation>告警阈值…</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>排队</translation>
    </message>
    <message>
        <source>Callers who wait</source>
        <translation>排队等待的来电人</translation>
    </message>
    <message>
        <source>Seats</source>
        <translation>坐席</translation>
    </message>
    <message>
        <source>Seats: who, state and present call</source>
        <translation>坐席：人员、状态与当前通话</translation>
    </message>
    <message>
        <source>Find a seat</source>
        <translation>查找坐席</translation>
    </message>
    <message>
        <source>Find a seat (F6)</source>
        <translation>查找坐席（F6）</translation>
    </message>
    <message>
        <source>Times today</source>
        <translation>今日时长</translation>
    </message>
    <message>
        <source>Alarms that stand</source>
        <translation>当前告警</translation>
    </message>
    <message>
        <source>No alarm.</source>
        <translation>没有告警。</translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation>确认告警</translation>
    </message>
    <message>
        <source>Each seat&apos;s time by state today</source>
        <translation>各坐席今日各状态时长</translation>
    </message>
    <message>
        <source>Each seat&apos;s time by state today, counted since {0}</source>
        <translation>各坐席今日各状态时长，自 {0} 起统计</translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation>告警</translation>
    </message>
    <message>
        <source>Outlook</source>
        <translation>预测与热点</translation>
    </message>
</context>
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
        <source>No calls came meanwhile.</source>
        <translation>其间没有来电。</translation>
    </message>
    <message>
        <source>Without the PBX from {0} to {1} ({2}).</source>
        <translation>{0} 至 {1} 与电话系统断开（{2}）。</translation>
    </message>
    <message>
        <source>{0}: answered {1}, given up {2}</source>
        <translation>{0}：接听 {1}，放弃 {2}</translation>
    </message>
    <message>
        <source>taken here: {0}, the last ended at {1}</source>
        <translation>本席接听 {0}，最近一通于 {1} 结束</translation>
    </message>
    <message>
        <source>taken here: {0}</source>
        <translation>本席接听 {0}</translation>
    </message>
    <message>
        <source>The PBX was restarted and can&apos;t tell which calls came meanwhile.</source>
        <translation>电话系统已重启，无法得知期间的来电。</translation>
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
    <name>CallerBar</name>
    <message>
        <source>Serve next</source>
        <translation>优先接听</translation>
    </message>
    <message>
        <source>Send elsewhere …</source>
        <translation>转到别处…</translation>
    </message>
    <message>
        <source>Seat or number</source>
        <translation>坐席或号码</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>转去</translation>
    </message>
    <message>
        <source>Seat or number …</source>
        <translation>坐席或号码…</translation>
    </message>
</context>
<context>
    <name>CallerController</name>
    <message>
        <source>What was changed about the caller is saved now.</source>
        <translation>来电人资料的改动已保存。</translation>
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
        <source>Another desk has changed the name of {0} meanwhile: {1}. Not saved: {2}.</source>
        <translation>{0} 的姓名已被其他坐席改为：{1}。未保存：{2}。</translation>
    </message>
    <message>
        <source>no name</source>
        <translation>无姓名</translation>
    </message>
    <message>
        <source>Another desk has decided meanwhile whether {0} is a nuisance: that stays.</source>
        <translation>其他坐席已先认定 {0} 是否骚扰来电，以其认定为准。</translation>
    </message>
    <message>
        <source>Another desk has changed the note about {0} meanwhile. Both are kept, which is more than {1} characters: please shorten it.</source>
        <translation>{0} 的备注已被其他坐席修改，双方内容均已保留，合计超过 {1} 个字，请删减。</translation>
    </message>
    <message>
        <source>Another desk has changed the note about {0} meanwhile. Both are kept.</source>
        <translation>{0} 的备注已被其他坐席修改，双方内容均已保留。</translation>
    </message>
    <message>
        <source>{0} has been reminded of order {1}.</source>
        <translation>已就工单 {1} 向{0}催办。</translation>
    </message>
    <message>
        <source>What was changed about the caller is not saved yet: {0} It is tried again.</source>
        <translation>来电人资料的改动尚未保存：{0} 系统会自动重试。</translation>
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
        <source>Not a nuisance call</source>
        <translation>解除骚扰标记</translation>
    </message>
    <message>
        <source>Take the nuisance mark away from this caller</source>
        <translation>解除该来电人的骚扰标记</translation>
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
        <source>Repeat call</source>
        <translation>重复来电</translation>
    </message>
    <message>
        <source>Repeat call: {0} calls in {1} days</source>
        <translation>重复来电：{1} 天内来电 {0} 次</translation>
    </message>
    <message>
        <source>{0}. Order {1} on this matter is closed.</source>
        <translation>{0}。同一事项的工单 {1} 已办结。</translation>
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
    <name>Calls</name>
    <message>
        <source>The call is not in the records.</source>
        <translation>记录中没有这次来电。</translation>
    </message>
    <message>
        <source>Call {0}</source>
        <translation>来电 {0}</translation>
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
    <message>
        <source>Call-back</source>
        <translation>外呼回电</translation>
    </message>
</context>
<context>
    <name>CampaignController</name>
    <message>
        <source>The board was saved to {0}.</source>
        <translation>看板已保存到 {0}。</translation>
    </message>
    <message>
        <source>The campaign was saved.</source>
        <translation>行动已保存。</translation>
    </message>
    <message>
        <source>Save the campaign board</source>
        <translation>保存攻坚看板</translation>
    </message>
</context>
<context>
    <name>CampaignForm</name>
    <message>
        <source>Name of the campaign</source>
        <translation>行动名称</translation>
    </message>
    <message>
        <source>Hundred-day campaign</source>
        <translation>知识库百日攻坚</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>第一天</translation>
    </message>
    <message>
        <source>2027-01-01</source>
        <translation>2027-01-01</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>最后一天</translation>
    </message>
    <message>
        <source>2027-04-10</source>
        <translation>2027-04-10</translation>
    </message>
    <message>
        <source>Targets, a department a line</source>
        <translation>目标，每行一个单位</translation>
    </message>
    <message>
        <source>Department, new, renewed: Housing fund centre 20 30</source>
        <translation>单位 新增 更新，如：公积金中心 20 30</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>From</source>
        <translation>自</translation>
    </message>
    <message>
        <source>To</source>
        <translation>至</translation>
    </message>
    <message>
        <source>Targets: a department a line, then new and renewed entries</source>
        <translation>目标：每行一个单位，后接新增条数、更新条数</translation>
    </message>
    <message>
        <source>Give the campaign a name.</source>
        <translation>请填写行动名称。</translation>
    </message>
    <message>
        <source>Give a first and a last day.</source>
        <translation>请填写起止日期。</translation>
    </message>
    <message>
        <source>“{0}” is no department with two numbers.</source>
        <translation>“{0}”不是“单位 数字 数字”。</translation>
    </message>
</context>
<context>
    <name>CampaignPage</name>
    <message>
        <source>Campaign board</source>
        <translation>攻坚看板</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>攻坚行动</translation>
    </message>
    <message>
        <source>New campaign …</source>
        <translation>新建行动…</translation>
    </message>
    <message>
        <source>Targets …</source>
        <translation>目标…</translation>
    </message>
    <message>
        <source>Save as XLSX …</source>
        <translation>存为 XLSX…</translation>
    </message>
    <message>
        <source>Back to the entries</source>
        <translation>返回条目</translation>
    </message>
    <message>
        <source>The campaign in one sentence</source>
        <translation>行动概况</translation>
    </message>
    <message>
        <source>Figures of each department</source>
        <translation>各单位数据</translation>
    </message>
    <message>
        <source>Loading …</source>
        <translation>加载中…</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>承办单位</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>条目数</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>New: target</source>
        <translation>新增目标</translation>
    </message>
    <message>
        <source>Renewed</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>Renewed: target</source>
        <translation>更新目标</translation>
    </message>
    <message>
        <source>Renewed share</source>
        <translation>更新率</translation>
    </message>
    <message>
        <source>Direct answers</source>
        <translation>直接答复</translation>
    </message>
    <message>
        <source>Answers per entry</source>
        <translation>每条答复次数</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>时段</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Answered calls</source>
        <translation>接通来电</translation>
    </message>
    <message>
        <source>Direct-answer rate</source>
        <translation>直接答复率</translation>
    </message>
    <message>
        <source>before</source>
        <translation>行动前</translation>
    </message>
    <message>
        <source>since</source>
        <translation>行动以来</translation>
    </message>
    <message>
        <source>There is no campaign yet.</source>
        <translation>还没有攻坚行动。</translation>
    </message>
    <message>
        <source>There is no campaign yet. Begin one with “New campaign”.</source>
        <translation>还没有攻坚行动，请点“新建行动”。</translation>
    </message>
    <message>
        <source>No department has entries yet.</source>
        <translation>还没有单位有条目。</translation>
    </message>
    <message>
        <source>{0} entries; {1} new, {2} renewed: {3} of all.</source>
        <translation>共 {0} 条；新增 {1}，更新 {2}，更新率 {3}。</translation>
    </message>
    <message>
        <source>Direct-answer rate {0} before, {1} since.</source>
        <translation>直接答复率：此前 {0}，行动以来 {1}。</translation>
    </message>
    <message>
        <source> {0} points.</source>
        <translation> 变化 {0} 个百分点。</translation>
    </message>
</context>
<context>
    <name>ChartController</name>
    <message>
        <source>The picture was written: {0}</source>
        <translation>图片已保存：{0}</translation>
    </message>
    <message>
        <source>The picture can&apos;t be written: {0}</source>
        <translation>图片无法保存：{0}</translation>
    </message>
    <message>
        <source>charts</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>Picture of the charts</source>
        <translation>图表图片</translation>
    </message>
</context>
<context>
    <name>ChartPanel</name>
    <message>
        <source>24 hours</source>
        <translation>24 小时</translation>
    </message>
    <message>
        <source>Charts of the last 24 hours</source>
        <translation>最近 24 小时图表</translation>
    </message>
    <message>
        <source>Figures under the cursor</source>
        <translation>光标处的数据</translation>
    </message>
    <message>
        <source>The charts are being drawn …</source>
        <translation>正在绘制图表……</translation>
    </message>
    <message>
        <source>Seats by state under the cursor</source>
        <translation>光标处各状态坐席数</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>存图</translation>
    </message>
    <message>
        <source>Calls of that moment</source>
        <translation>该时刻的通话</translation>
    </message>
    <message>
        <source>Calls of the chosen moment</source>
        <translation>所选时刻的通话</translation>
    </message>
    <message>
        <source>No call was there at that moment.</source>
        <translation>该时刻没有通话。</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>返回图表</translation>
    </message>
    <message>
        <source>Calls from {0} to {1}</source>
        <translation>{0} 至 {1} 的通话</translation>
    </message>
    <message>
        <source>the newest {0} of more</source>
        <translation>仅列出最近 {0} 个，更早的未列出</translation>
    </message>
    <message>
        <source>Only the newest calls of that moment are listed.</source>
        <translation>该时段来电过多，仅列出最新的部分。</translation>
    </message>
    <message>
        <source>{0}: {1} came (a week ago {2}), {3} of {4} in time, {5} waiting</source>
        <translation>{0}：来电 {1}（上周同时 {2}），{4} 个中及时接听 {3}，排队 {5}</translation>
    </message>
    <message>
        <source>{0}: the seats are not known</source>
        <translation>{0}：无坐席数据</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>来电</translation>
    </message>
    <message>
        <source>In time</source>
        <translation>接通率</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>排队</translation>
    </message>
    <message>
        <source>Seats</source>
        <translation>坐席</translation>
    </message>
</context>
<context>
    <name>Charts</name>
    <message>
        <source>Entries against target</source>
        <translation>条目与目标</translation>
    </message>
    <message>
        <source>target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>Renewed share</source>
        <translation>更新率</translation>
    </message>
    <message>
        <source>Answers per entry</source>
        <translation>条均答复</translation>
    </message>
    <message>
        <source>renewed</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>Departments in the charts</source>
        <translation>图表中的承办单位</translation>
    </message>
    <message>
        <source>(none)</source>
        <translation>（未填）</translation>
    </message>
    <message>
        <source>Direct-answer rate of 7 days, %</source>
        <translation>七日直接答复率，%</translation>
    </message>
    <message>
        <source>before {0}</source>
        <translation>此前 {0}</translation>
    </message>
    <message>
        <source>since {0}</source>
        <translation>行动以来 {0}</translation>
    </message>
</context>
<context>
    <name>ChecksPanel</name>
    <message>
        <source>Search with the draft in it</source>
        <translation>含本草稿的检索</translation>
    </message>
    <message>
        <source>What would a call-taker type?</source>
        <translation>话务员会输入什么？</translation>
    </message>
    <message>
        <source>Entries that ask the same</source>
        <translation>问法相近的条目</translation>
    </message>
    <message>
        <source>Questions that this entry changes</source>
        <translation>本条目影响的问题</translation>
    </message>
    <message>
        <source>Appears while you write.</source>
        <translation>编写时在此显示。</translation>
    </message>
    <message>
        <source>Alike</source>
        <translation>相近</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>检索预览</translation>
    </message>
    <message>
        <source>No other entry asks this.</source>
        <translation>没有问法相近的条目。</translation>
    </message>
    <message>
        <source>No question that was asked finds this entry yet.</source>
        <translation>问过的问题都还找不到本条目。</translation>
    </message>
    <message>
        <source>Nothing found.</source>
        <translation>没有找到。</translation>
    </message>
    <message>
        <source>{0} · takes {1}</source>
        <translation>{0} · 抢占 {1}</translation>
    </message>
</context>
<context>
    <name>ClashPage</name>
    <message>
        <source>Two people have changed this entry</source>
        <translation>两人同时修改了本条目</translation>
    </message>
    <message>
        <source>What the other has done</source>
        <translation>对方的修改</translation>
    </message>
    <message>
        <source>Use the other text</source>
        <translation>用对方的</translation>
    </message>
    <message>
        <source>Use mine</source>
        <translation>用我的</translation>
    </message>
    <message>
        <source>Back to the entry</source>
        <translation>返回条目</translation>
    </message>
    <message>
        <source>Your text is kept on this desk until you leave the entry</source>
        <translation>离开本条目前，您的文字留存在本机</translation>
    </message>
    <message>
        <source>The other text stays in the history</source>
        <translation>对方的文字保留在历史中</translation>
    </message>
    <message>
        <source>Nothing: the draft is gone</source>
        <translation>无：草稿已不存在</translation>
    </message>
    <message>
        <source>{0}&apos;s text</source>
        <translation>{0} 的文字</translation>
    </message>
    <message>
        <source>Your text</source>
        <translation>您的文字</translation>
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
    <name>CompareView</name>
    <message>
        <source>Text on the left</source>
        <translation>左侧文字</translation>
    </message>
    <message>
        <source>Text on the right</source>
        <translation>右侧文字</translation>
    </message>
    <message>
        <source>Text on the left, what the right lacks in red</source>
        <translation>左侧文字，右侧没有的为红色</translation>
    </message>
    <message>
        <source>Text on the right, what the left lacks in green</source>
        <translation>右侧文字，左侧没有的为绿色</translation>
    </message>
    <message>
        <source>The two texts are the same.</source>
        <translation>两份文字相同。</translation>
    </message>
    <message>
        <source>Not changed: {0}</source>
        <translation>未变：{0}</translation>
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
        <source>{0} has no telephone number. Type a number.</source>
        <translation>{0}未登记电话，请输入号码。</translation>
    </message>
    <message>
        <source>A queue can&apos;t be consulted, only handed over to.</source>
        <translation>队列只能转接，不能咨询通话。</translation>
    </message>
</context>
<context>
    <name>DayLine</name>
    <message>
        <source>What this call-taker has done today</source>
        <translation>本话务员今日工作量</translation>
    </message>
    <message>
        <source>Today: calls {0}</source>
        <translation>今日：来电 {0}</translation>
    </message>
    <message>
        <source>answered {0}</source>
        <translation>接听 {0}</translation>
    </message>
    <message>
        <source>direct answers {0}</source>
        <translation>直接答复 {0}</translation>
    </message>
    <message>
        <source>three-way {0}</source>
        <translation>三方通话 {0}</translation>
    </message>
    <message>
        <source>orders {0}</source>
        <translation>工单 {0}</translation>
    </message>
    <message>
        <source>mean talk {0}</source>
        <translation>平均通话 {0}</translation>
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
        <source>What call-takers and editors have done with it …</source>
        <translation>正在导入话务员和知识库管理员的使用记录……</translation>
    </message>
    <message>
        <source>{count} knowledge entries are ready.</source>
        <translation>{count} 条知识已就绪。</translation>
    </message>
    <message>
        <source>The window of the knowledge editor opens.</source>
        <translation>正在打开知识库编辑窗口。</translation>
    </message>
    <message>
        <source>The calls of the last 24 hours and of a week ago …</source>
        <translation>正在生成最近 24 小时和上周同日的来电……</translation>
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
        <source>settings of the board</source>
        <translation>班长席设置</translation>
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
        <source>The PBX has no queue of this name; add it to queues.conf or correct “{setting}”.</source>
        <translation>电话系统中没有该名称的队列；请在 queues.conf 中添加，或更正“{setting}”。</translation>
    </message>
    <message>
        <source>reports of the dialplan</source>
        <translation>拨号方案的事件上报</translation>
    </message>
    <message>
        <source>The account {account} is not told of {what}: it needs “read=agent,call,user” and the event filters of the manager.conf that “desk pbx-kit” writes.</source>
        <translation>账号 {account} 收不到 {what}：需要“read=agent,call,user”以及“desk pbx-kit”所写 manager.conf 中的事件过滤规则。</translation>
    </message>
    <message>
        <source>variables in the PBX&apos;s events</source>
        <translation>电话系统事件中的变量</translation>
    </message>
    <message>
        <source>Put {what} and the other names of “channelvars” in the manager.conf that “desk pbx-kit” writes into the last “channelvars” line of [general].</source>
        <translation>把 {what} 以及“desk pbx-kit”所写 manager.conf 中“channelvars”的其他名称，写进 [general] 里最后一行“channelvars”。</translation>
    </message>
    <message>
        <source>conference profile {what}</source>
        <translation>会议配置 {what}</translation>
    </message>
    <message>
        <source>Include the confbridge.conf that “desk pbx-kit” writes, then “module reload app_confbridge.so”.</source>
        <translation>请包含“desk pbx-kit”所写的 confbridge.conf，然后执行“module reload app_confbridge.so”。</translation>
    </message>
    <message>
        <source>reports of music on hold</source>
        <translation>保持音乐的事件上报</translation>
    </message>
    <message>
        <source>Take {what} and MusicOnHoldStop out of “disabledevents” in manager.conf, or write the PBX&apos;s files again.</source>
        <translation>请从 manager.conf 的“disabledevents”中去掉 {what} 和 MusicOnHoldStop，或重新生成电话系统的配置文件。</translation>
    </message>
    <message>
        <source>name of the PBX {what}</source>
        <translation>PBX 名称 {what}</translation>
    </message>
    <message>
        <source>Give each PBX a “systemname” of its own in [options] of asterisk.conf and restart it: it begins the ids of its calls, and wrap-ups and orders know a call by its id alone. {detail}</source>
        <translation>请在各 PBX 的 asterisk.conf 的 [options] 中设置互不相同的“systemname”并重启 PBX：通话编号以它开头，而通话小结和工单只凭编号识别通话。{detail}</translation>
    </message>
    <message>
        <source>log of the day&apos;s calls {what}</source>
        <translation>当日来电日志 {what}</translation>
    </message>
    <message>
        <source>There is none, so the board knows nothing of the time before it was opened: set “queue_log = yes” in [general] of logger.conf. The PBX begins it when the first seat signs in. {detail}</source>
        <translation>没有该日志，因此看板不了解开启之前的情况：请在 logger.conf 的 [general] 中设置“queue_log = yes”。首个坐席签入后电话系统才开始写入。{detail}</translation>
    </message>
    <message>
        <source>the part of {what} that was rotated away</source>
        <translation>{what} 中已轮转的部分</translation>
    </message>
    <message>
        <source>It is not found, so this morning&apos;s calls are not known: the newest old log must be called queue_log.1 or queue_log.0 and not be compressed (logrotate: “nodateext”, “delaycompress”).</source>
        <translation>未找到，因此不了解当日较早的来电：最近一份旧日志必须名为 queue_log.1 或 queue_log.0，且不得压缩（logrotate：“nodateext”“delaycompress”）。</translation>
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
    <name>DuplicatesModel</name>
    <message>
        <source>Entry that asks the same</source>
        <translation>问法相近的条目</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>承办单位</translation>
    </message>
    <message>
        <source>Alike</source>
        <translation>相近</translation>
    </message>
</context>
<context>
    <name>EditorBar</name>
    <message>
        <source>Who works here</source>
        <translation>当前人员</translation>
    </message>
    <message>
        <source>New entry</source>
        <translation>新建条目</translation>
    </message>
    <message>
        <source>Import …</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Writes the published entries that the list shows</source>
        <translation>导出列表中已发布的条目</translation>
    </message>
    <message>
        <source>Campaign board</source>
        <translation>攻坚看板</translation>
    </message>
    <message>
        <source>Whether the database answers</source>
        <translation>数据库是否正常</translation>
    </message>
    <message>
        <source>Database: connecting</source>
        <translation>数据库：连接中</translation>
    </message>
    <message>
        <source>Database: connected</source>
        <translation>数据库：已连接</translation>
    </message>
    <message>
        <source>Database: away</source>
        <translation>数据库：已断开</translation>
    </message>
</context>
<context>
    <name>EditorWindow</name>
    <message>
        <source>Knowledge base · editor</source>
        <translation>知识库 · 编辑</translation>
    </message>
    <message>
        <source>Why the database does not answer</source>
        <translation>数据库为何不可用</translation>
    </message>
    <message>
        <source>Only links of the web are opened: {0}</source>
        <translation>只打开网页链接：{0}</translation>
    </message>
    <message>
        <source>{0} What you type is kept on this desk; it is tried again.</source>
        <translation>{0}输入内容留存在本机，将自动重试。</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>立即重试</translation>
    </message>
    <message>
        <source>The database answers again.</source>
        <translation>数据库已恢复。</translation>
    </message>
</context>
<context>
    <name>EntriesController</name>
    <message>
        <source>Loading …</source>
        <translation>加载中…</translation>
    </message>
</context>
<context>
    <name>EntriesModel</name>
    <message>
        <source>Entry</source>
        <translation>知识条目</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>(no question yet)</source>
        <translation>（尚无标准问）</translation>
    </message>
    <message>
        <source>public meanwhile</source>
        <translation>原文仍公开</translation>
    </message>
</context>
<context>
    <name>EntriesPanel</name>
    <message>
        <source>Entries</source>
        <translation>知识条目</translation>
    </message>
    <message>
        <source>Number of entries shown</source>
        <translation>显示的条目数</translation>
    </message>
    <message>
        <source>Search in the entries</source>
        <translation>检索条目</translation>
    </message>
    <message>
        <source>Words, code or pinyin initials</source>
        <translation>词语、编号或拼音首字母</translation>
    </message>
    <message>
        <source>Show entries of one department</source>
        <translation>按承办单位筛选</translation>
    </message>
    <message>
        <source>Show entries of one category</source>
        <translation>按分类筛选</translation>
    </message>
    <message>
        <source>Show entries in one state</source>
        <translation>按状态筛选</translation>
    </message>
    <message>
        <source>Show entries by validity</source>
        <translation>按有效期筛选</translation>
    </message>
    <message>
        <source>Show entries by use</source>
        <translation>按使用情况筛选</translation>
    </message>
    <message>
        <source>Sorted by</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>Any department</source>
        <translation>全部单位</translation>
    </message>
    <message>
        <source>Any category</source>
        <translation>全部分类</translation>
    </message>
    <message>
        <source>Any state</source>
        <translation>全部状态</translation>
    </message>
    <message>
        <source>Any validity</source>
        <translation>不限有效期</translation>
    </message>
    <message>
        <source>Any use</source>
        <translation>不限使用</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>按最近更新</translation>
    </message>
    <message>
        <source>By code</source>
        <translation>按编号</translation>
    </message>
    <message>
        <source>By question</source>
        <translation>按标准问</translation>
    </message>
    <message>
        <source>By department</source>
        <translation>按单位</translation>
    </message>
    <message>
        <source>Most used first</source>
        <translation>按使用最多</translation>
    </message>
    <message>
        <source>Soonest end first</source>
        <translation>按最早到期</translation>
    </message>
    <message>
        <source>Loading …</source>
        <translation>加载中…</translation>
    </message>
    <message>
        <source>Counting …</source>
        <translation>统计中…</translation>
    </message>
    <message>
        <source>{0} entries</source>
        <translation>{0} 条</translation>
    </message>
    <message>
        <source>1 entry</source>
        <translation>1 条</translation>
    </message>
    <message>
        <source>No entry is like this. Escape shows all.</source>
        <translation>没有符合的条目。按 Esc 显示全部。</translation>
    </message>
    <message>
        <source>(none)</source>
        <translation>（无）</translation>
    </message>
</context>
<context>
    <name>EntryController</name>
    <message>
        <source>Loading …</source>
        <translation>加载中…</translation>
    </message>
    <message>
        <source>A new entry that could not be saved was brought back.</source>
        <translation>已找回上次未能保存的新条目。</translation>
    </message>
    <message>
        <source>Everything is saved already.</source>
        <translation>内容都已保存。</translation>
    </message>
    <message>
        <source>Saving …</source>
        <translation>正在保存…</translation>
    </message>
    <message>
        <source>An entry was not saved: {0}</source>
        <translation>有一个条目没有保存：{0}</translation>
    </message>
    <message>
        <source>One moment: the step before is still under way.</source>
        <translation>请稍候：上一步操作还在进行。</translation>
    </message>
    <message>
        <source>What could not be read was not kept. {0}</source>
        <translation>无法识别的内容没有保存。{0}</translation>
    </message>
    <message>
        <source>Saved {0}</source>
        <translation>已保存 {0}</translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation>尚未保存</translation>
    </message>
    <message>
        <source>Decide first which of the two texts is to stay.</source>
        <translation>请先决定保留哪一份文字。</translation>
    </message>
    <message>
        <source>NOT SAVED</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>The entry was not saved: {0}</source>
        <translation>条目没有保存：{0}</translation>
    </message>
</context>
<context>
    <name>EntryForm</name>
    <message>
        <source>Standard question</source>
        <translation>标准问</translation>
    </message>
    <message>
        <source>As citizens ask it</source>
        <translation>按市民的问法写</translation>
    </message>
    <message>
        <source>Similar questions</source>
        <translation>相似问</translation>
    </message>
    <message>
        <source>Other ways to ask it, one a line</source>
        <translation>其他问法，每行一个</translation>
    </message>
    <message>
        <source>Keywords</source>
        <translation>关键词</translation>
    </message>
    <message>
        <source>Separated by commas</source>
        <translation>用逗号分隔</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>承办单位</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>分类</translation>
    </message>
    <message>
        <source>e.g. Housing fund/Loans</source>
        <translation>如：公积金/贷款</translation>
    </message>
    <message>
        <source>Source document</source>
        <translation>依据文件</translation>
    </message>
    <message>
        <source>Title and number</source>
        <translation>文件名称与文号</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>答复</translation>
    </message>
    <message>
        <source>What the call-taker reads out. **bold**, - lists, [text](https://…)</source>
        <translation>话务员读给市民听的内容。**粗体**、- 列表、[文字](https://…)</translation>
    </message>
    <message>
        <source>Answer as the call-taker sees it</source>
        <translation>话务员看到的答复</translation>
    </message>
    <message>
        <source>As the call-taker sees it</source>
        <translation>话务员看到的样子</translation>
    </message>
    <message>
        <source>Valid from</source>
        <translation>生效日</translation>
    </message>
    <message>
        <source>Appears while you write.</source>
        <translation>编写时即在此显示。</translation>
    </message>
    <message>
        <source>at once</source>
        <translation>立即生效</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>有效期至</translation>
    </message>
    <message>
        <source>no end</source>
        <translation>长期有效</translation>
    </message>
    <message>
        <source>Department for the three-way call</source>
        <translation>三方通话的承办单位</translation>
    </message>
    <message>
        <source>Whom to join</source>
        <translation>请谁加入通话</translation>
    </message>
    <message>
        <source>Telephone for the three-way call</source>
        <translation>三方通话电话</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Attachments as links</source>
        <translation>附件链接</translation>
    </message>
    <message>
        <source>Name and address, one a line: Form https://…</source>
        <translation>每行一个：名称 网址，如：申请表 https://…</translation>
    </message>
    <message>
        <source>“{0}” is no date: write it as 2027-06-30.</source>
        <translation>“{0}”不是日期：请写作 2027-06-30。</translation>
    </message>
    <message>
        <source>The entry would end ({0}) before it begins ({1}).</source>
        <translation>失效日（{0}）早于生效日（{1}）。</translation>
    </message>
    <message>
        <source>“{0}” has no address that begins with http:// or https://.</source>
        <translation>“{0}”没有以 http:// 或 https:// 开头的网址。</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>标准问</translation>
    </message>
    <message>
        <source>Similar</source>
        <translation>相似问</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>Three-way</source>
        <translation>三方通话</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>附件链接</translation>
    </message>
</context>
<context>
    <name>EntryPanel</name>
    <message>
        <source>Code of the entry</source>
        <translation>条目编号</translation>
    </message>
    <message>
        <source>State of the entry</source>
        <translation>条目状态</translation>
    </message>
    <message>
        <source>State of the public text</source>
        <translation>公开文本的状态</translation>
    </message>
    <message>
        <source>Who changed it last, and when</source>
        <translation>最后修改人与时间</translation>
    </message>
    <message>
        <source>Whether what was typed is stored</source>
        <translation>输入内容是否已保存</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>What must be known of this entry</source>
        <translation>本条目须知</translation>
    </message>
    <message>
        <source>Who else has this entry open</source>
        <translation>还有谁打开了本条目</translation>
    </message>
    <message>
        <source>Send back</source>
        <translation>退回</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Submit</source>
        <translation>提交审核</translation>
    </message>
    <message>
        <source>Time of publication</source>
        <translation>发布时间</translation>
    </message>
    <message>
        <source>now, or at …</source>
        <translation>立即，或定时</translation>
    </message>
    <message>
        <source>Publish</source>
        <translation>通过发布</translation>
    </message>
    <message>
        <source>Send back …</source>
        <translation>退回…</translation>
    </message>
    <message>
        <source>Still true</source>
        <translation>仍然有效</translation>
    </message>
    <message>
        <source>Withdraw …</source>
        <translation>撤下…</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>撤回提交</translation>
    </message>
    <message>
        <source>Discard draft</source>
        <translation>放弃草稿</translation>
    </message>
    <message>
        <source>Pin …</source>
        <translation>置顶…</translation>
    </message>
    <message>
        <source>No entry chosen</source>
        <translation>未选择条目</translation>
    </message>
    <message>
        <source>Choose an entry, or begin a new one.</source>
        <translation>请选择条目，或新建条目。</translation>
    </message>
    <message>
        <source>New entry</source>
        <translation>新建条目</translation>
    </message>
    <message>
        <source>A new entry has no history yet.</source>
        <translation>新条目还没有历史。</translation>
    </message>
    <message>
        <source>public: revision {0}</source>
        <translation>公开：第 {0} 版</translation>
    </message>
    <message>
        <source>public: {0}, revision {1}</source>
        <translation>公开：{0}，第 {1} 版</translation>
    </message>
    <message>
        <source>used {0} ×</source>
        <translation>使用 {0} 次</translation>
    </message>
    <message>
        <source>confirmed {0}</source>
        <translation>{0} 确认</translation>
    </message>
    <message>
        <source>Sent back: {0}</source>
        <translation>退回理由：{0}</translation>
    </message>
    <message>
        <source>Will be withdrawn {0}; “Still true” undoes that.</source>
        <translation>将于 {0} 撤下；按“仍然有效”可取消。</translation>
    </message>
    <message>
        <source>{0} Nothing is lost: compare the two texts.</source>
        <translation>{0}内容都在，请对比两份文字。</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>Use mine</source>
        <translation>用我的</translation>
    </message>
    <message>
        <source>Why is it sent back?</source>
        <translation>为什么退回？</translation>
    </message>
</context>
<context>
    <name>EntrySteps</name>
    <message>
        <source>Another entry is open by now: nothing was restored.</source>
        <translation>现在打开的已是另一条目：没有恢复任何版本。</translation>
    </message>
    <message>
        <source>The time of publication is written as 2027-06-30 08:00.</source>
        <translation>发布时间请写作 2027-06-30 08:00。</translation>
    </message>
</context>
<context>
    <name>ExportController</name>
    <message>
        <source>The span ends before it begins.</source>
        <translation>结束时间早于开始时间。</translation>
    </message>
    <message>
        <source>{0} rows were written: {1}</source>
        <translation>已写入 {0} 行：{1}</translation>
    </message>
    <message>
        <source>A workbook has no room for so many rows; write a .csv file.</source>
        <translation>工作簿放不下这么多行，请保存为 .csv 文件。</translation>
    </message>
    <message>
        <source>The file is being written …</source>
        <translation>正在写入文件……</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>席组</translation>
    </message>
    <message>
        <source>All groups</source>
        <translation>全部席组</translation>
    </message>
    <message>
        <source>PBX</source>
        <translation>电话系统</translation>
    </message>
    <message>
        <source>Seat</source>
        <translation>坐席</translation>
    </message>
    <message>
        <source>No moment is chosen: list the calls of one in the chart first.</source>
        <translation>尚未选择时段：请先在图表中列出某一时段的来电。</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Board</source>
        <translation>看板</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>By</source>
        <translation>确认人</translation>
    </message>
    <message>
        <source>Lead</source>
        <translation>班长</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Whom</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>More</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>请求编号</translation>
    </message>
    <message>
        <source>Not all of this span is known; the figures are not complete.</source>
        <translation>该时段有数据缺口，指标不完整。</translation>
    </message>
</context>
<context>
    <name>ExportPage</name>
    <message>
        <source>Write a table into a file</source>
        <translation>导出表格</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Figures of the groups</source>
        <translation>席组指标</translation>
    </message>
    <message>
        <source>Figures of the seats</source>
        <translation>坐席指标</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>通话明细</translation>
    </message>
    <message>
        <source>Groups, now</source>
        <translation>席组（当前）</translation>
    </message>
    <message>
        <source>Waiting callers, now</source>
        <translation>当前排队</translation>
    </message>
    <message>
        <source>Seats, now</source>
        <translation>当前坐席</translation>
    </message>
    <message>
        <source>Calls of the chosen moment</source>
        <translation>所选时段的来电</translation>
    </message>
    <message>
        <source>Seats that are needed, now</source>
        <translation>所需坐席（当前）</translation>
    </message>
    <message>
        <source>Rising matters, now</source>
        <translation>当前热点</translation>
    </message>
    <message>
        <source>Alarms that stand, now</source>
        <translation>未解除的告警（当前）</translation>
    </message>
    <message>
        <source>Log of the alarms</source>
        <translation>告警日志</translation>
    </message>
    <message>
        <source>Thresholds</source>
        <translation>告警阈值</translation>
    </message>
    <message>
        <source>Log of the leads&apos; actions</source>
        <translation>班长操作日志</translation>
    </message>
    <message>
        <source>Span</source>
        <translation>时段</translation>
    </message>
    <message>
        <source>last 15 minutes</source>
        <translation>最近 15 分钟</translation>
    </message>
    <message>
        <source>last hour</source>
        <translation>最近 1 小时</translation>
    </message>
    <message>
        <source>today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>last 7 days</source>
        <translation>最近 7 天</translation>
    </message>
    <message>
        <source>from … to …</source>
        <translation>自定时段</translation>
    </message>
    <message>
        <source>from</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>to</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>About the file</source>
        <translation>关于文件</translation>
    </message>
    <message>
        <source>XLSX for a spreadsheet program, CSV for any. The ending of the file&apos;s name decides.</source>
        <translation>电子表格用 XLSX，通用格式用 CSV，由文件扩展名决定。</translation>
    </message>
    <message>
        <source>Choose the file …</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Back to the board</source>
        <translation>返回看板</translation>
    </message>
</context>
<context>
    <name>Files</name>
    <message>
        <source>Tables and lists ({0})</source>
        <translation>表格与列表（{0}）</translation>
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
    <name>FoundModel</name>
    <message>
        <source>Entry found</source>
        <translation>检索到的条目</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>承办单位</translation>
    </message>
    <message>
        <source>{0} (this draft)</source>
        <translation>{0}（本草稿）</translation>
    </message>
</context>
<context>
    <name>GapsController</name>
    <message>
        <source>A draft was begun for “{0}”.</source>
        <translation>已为“{0}”建立草稿。</translation>
    </message>
    <message>
        <source>“{0}” needs no entry.</source>
        <translation>“{0}”不需要条目。</translation>
    </message>
</context>
<context>
    <name>GapsModel</name>
    <message>
        <source>Searched without an answer</source>
        <translation>检索未得答复</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>次数</translation>
    </message>
    <message>
        <source>being written</source>
        <translation>正在编写</translation>
    </message>
    <message>
        <source>{0} searches in {1} calls; {2} found no entry at all</source>
        <translation>{1} 次来电中检索 {0} 次；{2} 次没有任何结果</translation>
    </message>
</context>
<context>
    <name>GapsPanel</name>
    <message>
        <source>Gaps</source>
        <translation>知识缺口</translation>
    </message>
    <message>
        <source>Number of gaps</source>
        <translation>缺口数</translation>
    </message>
    <message>
        <source>Searches without an answer</source>
        <translation>未得到答复的检索</translation>
    </message>
    <message>
        <source>Write the entry</source>
        <translation>编写条目</translation>
    </message>
    <message>
        <source>No entry …</source>
        <translation>不需要…</translation>
    </message>
    <message>
        <source>Say why no entry is needed</source>
        <translation>说明为什么不需要条目</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>不需要</translation>
    </message>
    <message>
        <source>Why not?</source>
        <translation>不需要条目的原因</translation>
    </message>
    <message>
        <source>No gaps: every search of the last 30 days led to an answer.</source>
        <translation>没有缺口：近 30 天的检索都找到了答复。</translation>
    </message>
    <message>
        <source>Choose a gap first.</source>
        <translation>请先选择一条缺口。</translation>
    </message>
</context>
<context>
    <name>HeaderBar</name>
    <message>
        <source>Who leads here</source>
        <translation>当值班长</translation>
    </message>
    <message>
        <source>within {0} s, 15 minutes</source>
        <translation>{0}秒接通率 · 15分钟</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 小时</translation>
    </message>
    <message>
        <source>today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>排队</translation>
    </message>
    <message>
        <source>longest wait</source>
        <translation>最长等待</translation>
    </message>
    <message>
        <source>seats ready</source>
        <translation>空闲坐席</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>已连接</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>正在读取</translation>
    </message>
    <message>
        <source>logged off</source>
        <translation>已退出</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>正在连接</translation>
    </message>
    <message>
        <source>away</source>
        <translation>未连接</translation>
    </message>
    <message>
        <source>Connection to a PBX</source>
        <translation>与电话系统的连接</translation>
    </message>
    <message>
        <source>viewer</source>
        <translation>只看</translation>
    </message>
    <message>
        <source>team lead</source>
        <translation>班长</translation>
    </message>
    <message>
        <source>chief of the shift</source>
        <translation>值班长</translation>
    </message>
</context>
<context>
    <name>Hindrances</name>
    <message>
        <source>The text is being changed: submit it first.</source>
        <translation>正在修改：请先提交。</translation>
    </message>
    <message>
        <source>Nothing has been submitted.</source>
        <translation>没有提交审核的内容。</translation>
    </message>
    <message>
        <source>Nothing has been changed.</source>
        <translation>没有修改。</translation>
    </message>
    <message>
        <source>The text is submitted: take it back to change it.</source>
        <translation>已提交审核：撤回后才能修改。</translation>
    </message>
    <message>
        <source>The text is approved and waits for its time: take it back first.</source>
        <translation>已审核、等待定时发布：请先撤回。</translation>
    </message>
    <message>
        <source>The text has not been submitted yet.</source>
        <translation>尚未提交审核。</translation>
    </message>
    <message>
        <source>The entry has not been published.</source>
        <translation>条目尚未发布。</translation>
    </message>
    <message>
        <source>The entry has been withdrawn.</source>
        <translation>条目已撤下。</translation>
    </message>
</context>
<context>
    <name>HistoryController</name>
    <message>
        <source>This text can&apos;t be changed now.</source>
        <translation>此文字现在不能修改。</translation>
    </message>
</context>
<context>
    <name>HistoryPage</name>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Entry whose history this is</source>
        <translation>所属条目</translation>
    </message>
    <message>
        <source>Make this the draft</source>
        <translation>恢复为草稿</translation>
    </message>
    <message>
        <source>Back to the entry</source>
        <translation>返回条目</translation>
    </message>
    <message>
        <source>Revisions, newest first; choose two to compare them</source>
        <translation>各版本，最新在前；选两个进行对比</translation>
    </message>
    <message>
        <source>Loading …</source>
        <translation>加载中…</translation>
    </message>
    <message>
        <source>Nothing has happened to this entry yet.</source>
        <translation>本条目还没有历史。</translation>
    </message>
    <message>
        <source>No other text before</source>
        <translation>此前没有其他文本</translation>
    </message>
    <message>
        <source>Choose one revision.</source>
        <translation>请选择一个版本。</translation>
    </message>
    <message>
        <source>Shift or Ctrl chooses a second one to compare with.</source>
        <translation>按住 Shift 或 Ctrl 再选一个进行对比。</translation>
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
        <source>settled 1 call</source>
        <translation>已直接答复 1 次</translation>
    </message>
    <message>
        <source>settled {0} calls</source>
        <translation>已直接答复 {0} 次</translation>
    </message>
    <message>
        <source>also asked: {0}</source>
        <translation>也可问：{0}</translation>
    </message>
    <message>
        <source>chosen for: {0}</source>
        <translation>曾答此问：{0}</translation>
    </message>
    <message>
        <source>… {0} …</source>
        <translation>…{0}…</translation>
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
    <name>ImportModel</name>
    <message>
        <source>Line</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Becomes</source>
        <translation>处理</translation>
    </message>
    <message>
        <source>Reason or entry</source>
        <translation>原因或条目</translation>
    </message>
    <message>
        <source>not taken</source>
        <translation>不采用</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>更新</translation>
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
        <source>Stopped. Nothing was imported.</source>
        <translation>已停止，未导入任何条目。</translation>
    </message>
    <message>
        <source>{file}: {added} added, {updated} updated, {unchanged} unchanged, {bad} not taken</source>
        <translation>{file}：新增 {added} 条，更新 {updated} 条，未变 {unchanged} 条，未收 {bad} 条</translation>
    </message>
    <message>
        <source>{file}: {added} would be added, {updated} updated, {unchanged} left as they are, {bad} not taken. Nothing was written.</source>
        <translation>{file}：将新增 {added} 条，更新 {updated} 条，未变 {unchanged} 条，不收 {bad} 条。未写入任何内容。</translation>
    </message>
    <message>
        <source>… and {count} more rows</source>
        <translation>……另有 {count} 行</translation>
    </message>
    <message>
        <source>Stopped. No file was written.</source>
        <translation>已停止，未写出文件。</translation>
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
        <source>{where}: “{0}” holds what is no http or https address: {1}</source>
        <translation>{where}：“{0}”中有不是 http 或 https 的网址：{1}</translation>
    </message>
    <message>
        <source>{where}: “{0}” is not a telephone number: {1}</source>
        <translation>{where}：“{0}”不是电话号码：{1}</translation>
    </message>
    <message>
        <source>{where}: {0} {1} – this text is your own; somebody else has to import it</source>
        <translation>{where}：{0} {1}——该文本由您本人编写，须由他人导入</translation>
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
    <name>KeptText</name>
    <message>
        <source>A text of this entry could not be saved and was kept on this desk.</source>
        <translation>本条目有一份文字当时未能保存，留存在本机。</translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation>找回</translation>
    </message>
    <message>
        <source>Throw it away</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>This is the other text.</source>
        <translation>现在显示的是对方的文字。</translation>
    </message>
    <message>
        <source>Back to my text</source>
        <translation>换回我的文字</translation>
    </message>
</context>
<context>
    <name>KnowledgeController</name>
    <message>
        <source>The knowledge base is being opened; what you type is looked up then.</source>
        <translation>知识库正在打开，打开后自动检索所输入的内容。</translation>
    </message>
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
        <source>Entries that this call was answered from</source>
        <translation>本次通话直接答复所用条目</translation>
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
        <source>Found: {0}, read as {1}</source>
        <translation>找到 {0} 条，按“{1}”查找</translation>
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
</context>
<context>
    <name>LeadController</name>
    <message>
        <source>To all desks, from {0}: {1}</source>
        <translation>班长广播（{0}）：{1}</translation>
    </message>
    <message>
        <source>The team lead is listening: {0}</source>
        <translation>班长正在监听：{0}</translation>
    </message>
    <message>
        <source>The team lead speaks to you, the citizen does not hear it: {0}</source>
        <translation>班长正在耳语指导，市民听不到：{0}</translation>
    </message>
    <message>
        <source>The team lead has joined the call: {0}</source>
        <translation>班长已加入通话：{0}</translation>
    </message>
</context>
<context>
    <name>LeftOut</name>
    <message>
        <source>What the field could not take</source>
        <translation>未能录入的内容</translation>
    </message>
    <message>
        <source>Too long: at most {0} characters. Left out: {1}.</source>
        <translation>内容过长：最多 {0} 字，有 {1} 字未录入。</translation>
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
        <source>Not in the conversation: {0}</source>
        <translation>{0}不在通话中</translation>
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
    <name>ListPanel</name>
    <message>
        <source>Loading …</source>
        <translation>加载中…</translation>
    </message>
</context>
<context>
    <name>LiveController</name>
    <message>
        <source>{0} · not ready: {1}</source>
        <translation>{0} · 示忙：{1}</translation>
    </message>
    <message>
        <source>Waiting for the PBX …</source>
        <translation>等待电话系统……</translation>
    </message>
    <message>
        <source>No seat fits.</source>
        <translation>没有符合的坐席。</translation>
    </message>
    <message>
        <source>Nobody waits.</source>
        <translation>无人排队。</translation>
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
        <source>Seen</source>
        <translation>知道了</translation>
    </message>
    <message>
        <source>No messages.</source>
        <translation>暂无消息。</translation>
    </message>
</context>
<context>
    <name>MomentModel</name>
    <message>
        <source>Came</source>
        <translation>进线</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>席组</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>号码</translation>
    </message>
    <message>
        <source>withheld</source>
        <translation>未显示</translation>
    </message>
    <message>
        <source>Wait</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Seat</source>
        <translation>坐席</translation>
    </message>
    <message>
        <source>Talk</source>
        <translation>通话</translation>
    </message>
</context>
<context>
    <name>MonitorCharts</name>
    <message>
        <source>a week ago</source>
        <translation>上周同日</translation>
    </message>
    <message>
        <source>now</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>answered in time</source>
        <translation>及时接听</translation>
    </message>
    <message>
        <source>Calls in 15 minutes</source>
        <translation>每 15 分钟来电</translation>
    </message>
    <message>
        <source>Answered in time, %</source>
        <translation>及时接通率 %</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>排队人数</translation>
    </message>
    <message>
        <source>Seats by state</source>
        <translation>坐席状态</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>示闲</translation>
    </message>
    <message>
        <source>in a call</source>
        <translation>通话</translation>
    </message>
    <message>
        <source>after-call</source>
        <translation>话后</translation>
    </message>
    <message>
        <source>not ready</source>
        <translation>示忙</translation>
    </message>
</context>
<context>
    <name>MonitorExport</name>
    <message>
        <source>Offered</source>
        <translation>呼入</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>接听</translation>
    </message>
    <message>
        <source>Answered in time</source>
        <translation>及时接听</translation>
    </message>
    <message>
        <source>Rate in time</source>
        <translation>及时接通率</translation>
    </message>
    <message>
        <source>Connect rate</source>
        <translation>接通率</translation>
    </message>
    <message>
        <source>Gave up</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Gave up within 5 s</source>
        <translation>5秒内放弃</translation>
    </message>
    <message>
        <source>Gave up within 15 s</source>
        <translation>15秒内放弃</translation>
    </message>
    <message>
        <source>Gave up within 30 s</source>
        <translation>30秒内放弃</translation>
    </message>
    <message>
        <source>Gave up after (median), s</source>
        <translation>放弃等待中位数（秒）</translation>
    </message>
    <message>
        <source>Left the queue</source>
        <translation>离开队列</translation>
    </message>
    <message>
        <source>Sent elsewhere</source>
        <translation>调走</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>去向不明</translation>
    </message>
    <message>
        <source>Mean wait, s</source>
        <translation>平均等待（秒）</translation>
    </message>
    <message>
        <source>Mean wait until answered, s</source>
        <translation>接听前平均等待（秒）</translation>
    </message>
    <message>
        <source>Mean talk, s</source>
        <translation>平均通话（秒）</translation>
    </message>
    <message>
        <source>Direct-answer rate</source>
        <translation>直接答复率</translation>
    </message>
    <message>
        <source>Three-way share</source>
        <translation>三方通话占比</translation>
    </message>
    <message>
        <source>Orders dispatched</source>
        <translation>派单数</translation>
    </message>
    <message>
        <source>PBX</source>
        <translation>电话系统</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>席组</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>通话编号</translation>
    </message>
    <message>
        <source>Came</source>
        <translation>进线时间</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>号码</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Wait ended</source>
        <translation>等待结束</translation>
    </message>
    <message>
        <source>Wait, s</source>
        <translation>等待（秒）</translation>
    </message>
    <message>
        <source>Seat</source>
        <translation>坐席</translation>
    </message>
    <message>
        <source>Member</source>
        <translation>队列成员</translation>
    </message>
    <message>
        <source>Rang</source>
        <translation>振铃时间</translation>
    </message>
    <message>
        <source>Ring, s</source>
        <translation>振铃（秒）</translation>
    </message>
    <message>
        <source>Rang in vain at</source>
        <translation>未接坐席</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>结束时间</translation>
    </message>
    <message>
        <source>Ended by</source>
        <translation>结束方式</translation>
    </message>
    <message>
        <source>Talk, s</source>
        <translation>通话（秒）</translation>
    </message>
    <message>
        <source>Hold, s</source>
        <translation>保持（秒）</translation>
    </message>
    <message>
        <source>Consultation, s</source>
        <translation>咨询（秒）</translation>
    </message>
    <message>
        <source>Three-way</source>
        <translation>三方通话</translation>
    </message>
    <message>
        <source>Departments</source>
        <translation>承办单位号码</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>排队</translation>
    </message>
    <message>
        <source>Longest wait, s</source>
        <translation>最长等待（秒）</translation>
    </message>
    <message>
        <source>Not ready, by reason</source>
        <translation>示忙原因</translation>
    </message>
    <message>
        <source>Seats that are missing</source>
        <translation>缺坐席数</translation>
    </message>
    <message>
        <source>Figures of</source>
        <translation>统计时段</translation>
    </message>
    <message>
        <source>Place in the queue</source>
        <translation>排队次序</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Call-taker</source>
        <translation>话务员</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>起始时间</translation>
    </message>
    <message>
        <source>In this state, s</source>
        <translation>状态时长（秒）</translation>
    </message>
    <message>
        <source>Group of the call</source>
        <translation>来电席组</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>承办单位</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>席组</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>接听</translation>
    </message>
    <message>
        <source>Matter</source>
        <translation>事项</translation>
    </message>
    <message>
        <source>Sort</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Usual</source>
        <translation>平时</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>知识条目</translation>
    </message>
    <message>
        <source>Standard question</source>
        <translation>标准问</translation>
    </message>
    <message>
        <source>In words</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>What</source>
        <translation>事项</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>当前值</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>Seen by</source>
        <translation>确认人</translation>
    </message>
    <message>
        <source>Seen at</source>
        <translation>确认时间</translation>
    </message>
    <message>
        <source>Alarm when</source>
        <translation>告警条件</translation>
    </message>
    <message>
        <source>Over at</source>
        <translation>解除值</translation>
    </message>
    <message>
        <source>Raised after, s</source>
        <translation>持续多久告警（秒）</translation>
    </message>
    <message>
        <source>Over after, s</source>
        <translation>恢复多久解除（秒）</translation>
    </message>
    <message>
        <source>In force</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>Seats at work</source>
        <translation>在岗坐席</translation>
    </message>
    <message>
        <source>Seats needed</source>
        <translation>所需坐席</translation>
    </message>
    <message>
        <source>Calls an hour</source>
        <translation>每小时来电</translation>
    </message>
    <message>
        <source>Talk and after-call work, s</source>
        <translation>通话及话后处理（秒）</translation>
    </message>
    <message>
        <source>Callers&apos; patience, s</source>
        <translation>来电人耐心（秒）</translation>
    </message>
    <message>
        <source>Expected rate in time</source>
        <translation>预计及时接通率</translation>
    </message>
    <message>
        <source>Expected rate with the seats needed</source>
        <translation>坐席补足后的预计及时接通率</translation>
    </message>
    <message>
        <source>Nobody waits any more at</source>
        <translation>排队清空时间</translation>
    </message>
    <message>
        <source>Back at the goal at</source>
        <translation>恢复达标时间</translation>
    </message>
    <message>
        <source>listen</source>
        <translation>监听</translation>
    </message>
    <message>
        <source>whisper</source>
        <translation>密语</translation>
    </message>
    <message>
        <source>join in</source>
        <translation>加入通话</translation>
    </message>
    <message>
        <source>leave the call</source>
        <translation>退出通话</translation>
    </message>
    <message>
        <source>set ready</source>
        <translation>置闲</translation>
    </message>
    <message>
        <source>set not ready</source>
        <translation>置忙</translation>
    </message>
    <message>
        <source>move to other groups</source>
        <translation>调整席组</translation>
    </message>
    <message>
        <source>call the seat</source>
        <translation>呼叫坐席</translation>
    </message>
    <message>
        <source>serve next</source>
        <translation>优先接听</translation>
    </message>
    <message>
        <source>send elsewhere</source>
        <translation>转到别处</translation>
    </message>
    <message>
        <source>line for all desks</source>
        <translation>全席通知</translation>
    </message>
    <message>
        <source>change of a threshold</source>
        <translation>修改阈值</translation>
    </message>
    <message>
        <source>{0} today, min</source>
        <translation>今日{0}（分钟）</translation>
    </message>
    <message>
        <source>below</source>
        <translation>低于</translation>
    </message>
    <message>
        <source>above</source>
        <translation>高于</translation>
    </message>
</context>
<context>
    <name>MonitorHindrances</name>
    <message>
        <source>Your role does not include this.</source>
        <translation>您的角色没有此项权限。</translation>
    </message>
    <message>
        <source>No phone of yours is set (“monitor.extension”).</source>
        <translation>未设置您的话机（“monitor.extension”）。</translation>
    </message>
    <message>
        <source>Choose a seat first.</source>
        <translation>请先选择坐席。</translation>
    </message>
    <message>
        <source>This seat belongs to groups that are not yours.</source>
        <translation>该坐席不属于您负责的席组。</translation>
    </message>
    <message>
        <source>The seat is signed out.</source>
        <translation>该坐席未签入。</translation>
    </message>
    <message>
        <source>The seat is ready already.</source>
        <translation>该坐席已经示闲。</translation>
    </message>
    <message>
        <source>Choose a waiting caller first.</source>
        <translation>请先选择排队的来电人。</translation>
    </message>
    <message>
        <source>This caller waits in a group that is not yours.</source>
        <translation>该来电人不在您负责的席组排队。</translation>
    </message>
    <message>
        <source>They are the first already.</source>
        <translation>该来电人已在队首。</translation>
    </message>
    <message>
        <source>You are in no call.</source>
        <translation>您没有加入任何通话。</translation>
    </message>
    <message>
        <source>The seat is in no call.</source>
        <translation>该坐席没有通话。</translation>
    </message>
    <message>
        <source>The citizen is on hold.</source>
        <translation>市民正在保持中。</translation>
    </message>
    <message>
        <source>The call-taker speaks with a department.</source>
        <translation>话务员正在与承办单位通话。</translation>
    </message>
    <message>
        <source>The seat&apos;s phone is busy.</source>
        <translation>该坐席的话机正忙。</translation>
    </message>
    <message>
        <source>The PBX can&apos;t reach the seat&apos;s phone.</source>
        <translation>电话系统联系不上该坐席的话机。</translation>
    </message>
</context>
<context>
    <name>MonitorWindow</name>
    <message>
        <source>Live queues · team lead</source>
        <translation>实时排队 · 班长席</translation>
    </message>
    <message>
        <source>All groups</source>
        <translation>全部席组</translation>
    </message>
    <message>
        <source>What is out of sight, and why</source>
        <translation>看不到的内容及原因</translation>
    </message>
    <message>
        <source>What of today is not known</source>
        <translation>今日缺失的时段</translation>
    </message>
    <message>
        <source>Whose call you take part in</source>
        <translation>您正在参与的通话</translation>
    </message>
    <message>
        <source>Line for all desks …</source>
        <translation>全席通知…</translation>
    </message>
    <message>
        <source>One line for every desk</source>
        <translation>发给所有坐席的一句话</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Alarms ({0})</source>
        <translation>告警（{0}）</translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation>告警</translation>
    </message>
    <message>
        <source>Alarm</source>
        <translation>有告警</translation>
    </message>
    <message>
        <source>You take part in the call of {0}.</source>
        <translation>您正在参与 {0} 的通话。</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>退出</translation>
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
        <source>Another order</source>
        <translation>再派一单</translation>
    </message>
    <message>
        <source>State of the draft</source>
        <translation>草稿状态</translation>
    </message>
    <message>
        <source>Dispatched:</source>
        <translation>已派单：</translation>
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
        <source>Dispatched to {0}; before it: {1}</source>
        <translation>已派往{0}；此前：{1}</translation>
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
    <name>OutlookPanel</name>
    <message>
        <source>Seats that are needed</source>
        <translation>需要的坐席</translation>
    </message>
    <message>
        <source>The figures are being reckoned …</source>
        <translation>正在计算……</translation>
    </message>
    <message>
        <source>Rising in the last 30 minutes</source>
        <translation>近 30 分钟升温</translation>
    </message>
    <message>
        <source>Matters whose calls grow faster than usual</source>
        <translation>来电增长快于平常的事项</translation>
    </message>
    <message>
        <source>Nothing grows faster than usual.</source>
        <translation>没有异常升温的事项。</translation>
    </message>
    <message>
        <source>Every group has the seats that it needs for {0}.</source>
        <translation>各席组人手均可达到 {0}。</translation>
    </message>
    <message>
        <source>{0}: too few calls for an advice.</source>
        <translation>{0}：来电太少，无法测算。</translation>
    </message>
    <message>
        <source>{0}: no number of seats brings it back over {1} within the hour.</source>
        <translation>{0}：一小时内增加多少坐席都无法恢复到 {1} 以上。</translation>
    </message>
    <message>
        <source>One more seat on {1} brings it back over {2} by {3}.</source>
        <translation>{1}增加 1 席，可在 {3} 前恢复到 {2} 以上。</translation>
    </message>
    <message>
        <source>{0} more seats on {1} bring it back over {2} by {3}.</source>
        <translation>{1}增加 {0} 席，可在 {3} 前恢复到 {2} 以上。</translation>
    </message>
    <message>
        <source>{1} needs {0} more seats for {2} ({3} calls an hour of {4}).</source>
        <translation>{1}还需 {0} 席才能达到 {2}（每小时 {3} 个来电，每个 {4}）。</translation>
    </message>
    <message>
        <source>{1} can spare {0} seats and keeps {2}.</source>
        <translation>{1}可调出 {0} 席，仍保持 {2}。</translation>
    </message>
    <message>
        <source>{0} has just the seats that it needs for {1}.</source>
        <translation>{0}的坐席刚好够达到 {1}。</translation>
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
        <source>These accounts may connect from the PBX&apos;s own machine alone: set “kit.permit” to the networks of the desks, and write the files again.</source>
        <translation>这些账号只能从电话系统本机连接：请在“kit.permit”中写明各坐席所在的网段，然后重新生成文件。</translation>
    </message>
    <message>
        <source>Next steps are in {path}.</source>
        <translation>后续步骤见 {path}。</translation>
    </message>
</context>
<context>
    <name>PinRow</name>
    <message>
        <source>Pinned until</source>
        <translation>置顶至</translation>
    </message>
    <message>
        <source>2027-06-30 18:00</source>
        <translation>2027-06-30 18:00</translation>
    </message>
    <message>
        <source>For questions with these words</source>
        <translation>用于含这些词的问题</translation>
    </message>
    <message>
        <source>Words; none: every question</source>
        <translation>词语；空为所有问题</translation>
    </message>
    <message>
        <source>For calls of these queues</source>
        <translation>用于这些席组的来电</translation>
    </message>
    <message>
        <source>Queues; none: all</source>
        <translation>席组；空为全部</translation>
    </message>
    <message>
        <source>For these kinds of calls</source>
        <translation>适用的诉求类型</translation>
    </message>
    <message>
        <source>Every kind</source>
        <translation>全部类型</translation>
    </message>
    <message>
        <source>Pin to all desks</source>
        <translation>置顶到所有坐席</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>取消置顶</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>置顶至</translation>
    </message>
    <message>
        <source>for</source>
        <translation>适用</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>Say until when, as in 2027-06-30 18:00.</source>
        <translation>请填写截止时间，如 2027-06-30 18:00。</translation>
    </message>
    <message>
        <source>This time has gone by.</source>
        <translation>这个时间已过。</translation>
    </message>
    <message>
        <source>There is no queue “{0}”.</source>
        <translation>没有席组“{0}”。</translation>
    </message>
</context>
<context>
    <name>PinnedController</name>
    <message>
        <source>No agreed answer is pinned for this call.</source>
        <translation>此来电没有统一答复口径。</translation>
    </message>
</context>
<context>
    <name>PinnedList</name>
    <message>
        <source>Agreed answers for this call</source>
        <translation>此来电的统一答复口径</translation>
    </message>
</context>
<context>
    <name>PinnedModel</name>
    <message>
        <source>Agreed answer</source>
        <translation>统一答复口径</translation>
    </message>
    <message>
        <source>Agreed answer until {0}</source>
        <translation>统一口径至 {0}</translation>
    </message>
</context>
<context>
    <name>PinsController</name>
    <message>
        <source>Only a published entry can be pinned.</source>
        <translation>只有已发布的条目可以置顶。</translation>
    </message>
    <message>
        <source>Pinned …</source>
        <translation>已置顶…</translation>
    </message>
    <message>
        <source>Pin …</source>
        <translation>置顶…</translation>
    </message>
    <message>
        <source>{0} is pinned to all desks until {1}.</source>
        <translation>{0} 已置顶到所有坐席，至 {1}。</translation>
    </message>
    <message>
        <source>The entry is no longer pinned.</source>
        <translation>已取消置顶。</translation>
    </message>
</context>
<context>
    <name>PinsModel</name>
    <message>
        <source>Entry, for which calls</source>
        <translation>条目、适用来电</translation>
    </message>
    <message>
        <source>Until, by</source>
        <translation>截止、置顶人</translation>
    </message>
    <message>
        <source>for every call</source>
        <translation>所有来电</translation>
    </message>
</context>
<context>
    <name>PinsPanel</name>
    <message>
        <source>Agreed answers</source>
        <translation>统一答复口径</translation>
    </message>
    <message>
        <source>Entries pinned to all desks</source>
        <translation>置顶到所有坐席的条目</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>取消置顶</translation>
    </message>
    <message>
        <source>No entry is pinned. Open one and press F11.</source>
        <translation>没有置顶条目。打开条目后按 F11 置顶。</translation>
    </message>
    <message>
        <source>Choose a pin first.</source>
        <translation>请先选择一条口径。</translation>
    </message>
</context>
<context>
    <name>PresenceController</name>
    <message>
        <source>{0} (since {1})</source>
        <translation>{0}（{1} 起）</translation>
    </message>
    <message>
        <source>Open elsewhere too: {0}. Agree before you change it.</source>
        <translation>此条目也被打开：{0}。修改前请先商定。</translation>
    </message>
</context>
<context>
    <name>ProgressRow</name>
    <message>
        <source>What is going on</source>
        <translation>正在进行的工作</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
</context>
<context>
    <name>QueuesModel</name>
    <message>
        <source>Group</source>
        <translation>席组</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>排队</translation>
    </message>
    <message>
        <source>Longest</source>
        <translation>最长</translation>
    </message>
    <message>
        <source>Not ready for</source>
        <translation>示忙原因</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>接通率</translation>
    </message>
    <message>
        <source>Gave up</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Wait</source>
        <translation>均等待</translation>
    </message>
    <message>
        <source>Talk</source>
        <translation>均通话</translation>
    </message>
    <message>
        <source>Direct</source>
        <translation>直接答复</translation>
    </message>
    <message>
        <source>3-way %</source>
        <translation>三方占比</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>派单</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>示闲</translation>
    </message>
    <message>
        <source>Rings</source>
        <translation>振铃</translation>
    </message>
    <message>
        <source>Talks</source>
        <translation>通话</translation>
    </message>
    <message>
        <source>Consults</source>
        <translation>咨询</translation>
    </message>
    <message>
        <source>3-way</source>
        <translation>三方</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>保持</translation>
    </message>
    <message>
        <source>After</source>
        <translation>话后</translation>
    </message>
    <message>
        <source>Not r.</source>
        <translation>示忙</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>签出</translation>
    </message>
    <message>
        <source>≤{0}s 15m</source>
        <translation>{0}秒·15分</translation>
    </message>
    <message>
        <source>≤{0}s 1h</source>
        <translation>{0}秒·1时</translation>
    </message>
    <message>
        <source>≤{0}s day</source>
        <translation>{0}秒·今日</translation>
    </message>
    <message>
        <source>{0} of {1} callers within {2} s</source>
        <translation>{1} 个来电中 {0} 个在 {2} 秒内接通</translation>
    </message>
    <message>
        <source>within {0} s: {1}</source>
        <translation>{0} 秒内：{1}</translation>
    </message>
    <message>
        <source>{0} of the callers gave up. {1}</source>
        <translation>放弃率 {0}。{1}</translation>
    </message>
</context>
<context>
    <name>ReachedModel</name>
    <message>
        <source>Question</source>
        <translation>标准问</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>问过</translation>
    </message>
    <message>
        <source>Effect</source>
        <translation>影响</translation>
    </message>
    <message>
        <source>taken from {0}</source>
        <translation>抢占首位：{0}</translation>
    </message>
    <message>
        <source>no longer found (was {0})</source>
        <translation>不再检索到（原第 {0} 位）</translation>
    </message>
    <message>
        <source>found, place {0}</source>
        <translation>可检索到，第 {0} 位</translation>
    </message>
    <message>
        <source>place {1} (was {0})</source>
        <translation>第 {1} 位（原第 {0} 位）</translation>
    </message>
</context>
<context>
    <name>ReasonRow</name>
    <message>
        <source>A reason is needed.</source>
        <translation>需要填写理由。</translation>
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
    <name>ReportController</name>
    <message>
        <source>It is being sent.</source>
        <translation>正在发送。</translation>
    </message>
    <message>
        <source>The editors have been told about {0}. Thank you.</source>
        <translation>已将 {0} 的问题告知知识库管理员，谢谢。</translation>
    </message>
    <message>
        <source>The editors were not told: {0}</source>
        <translation>未能告知知识库管理员：{0}</translation>
    </message>
</context>
<context>
    <name>ReportRow</name>
    <message>
        <source>What is wrong with this answer</source>
        <translation>答案哪里有误</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>{0}: what is wrong? Enter sends, also without words</source>
        <translation>{0} 哪里有误？回车发送，可不填</translation>
    </message>
</context>
<context>
    <name>RevisionsModel</name>
    <message>
        <source>What</source>
        <translation>经过</translation>
    </message>
    <message>
        <source>When, who</source>
        <translation>时间、人员</translation>
    </message>
    <message>
        <source>{0}, revision {1}</source>
        <translation>{0} 第 {1} 版</translation>
    </message>
    <message>
        <source>{0}, approved by {1}</source>
        <translation>{0}，{1} 审核</translation>
    </message>
    <message>
        <source>{0}, no approver</source>
        <translation>{0}，未经他人审核</translation>
    </message>
</context>
<context>
    <name>RisingModel</name>
    <message>
        <source>Rising (30 min)</source>
        <translation>近 30 分钟升温</translation>
    </message>
    <message>
        <source>Sort</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>来电</translation>
    </message>
    <message>
        <source>Usual</source>
        <translation>平常</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>答复条目</translation>
    </message>
    <message>
        <source>Gap: no entry answers this</source>
        <translation>空白：没有可答复的条目</translation>
    </message>
</context>
<context>
    <name>Rooms</name>
    <message>
        <source>All entries</source>
        <translation>全部条目</translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Suggestions from call-takers</source>
        <translation>话务员建议</translation>
    </message>
    <message>
        <source>Agreed answers</source>
        <translation>统一答复口径</translation>
    </message>
</context>
<context>
    <name>RoomsModel</name>
    <message>
        <source>Work list</source>
        <translation>工作清单</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>数量</translation>
    </message>
</context>
<context>
    <name>RoomsPanel</name>
    <message>
        <source>Work lists</source>
        <translation>工作清单</translation>
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
    <name>SeatsModel</name>
    <message>
        <source>Seat</source>
        <translation>坐席</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>In the call</source>
        <translation>当前通话</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>席组</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>接听</translation>
    </message>
    <message>
        <source>Talk</source>
        <translation>均通话</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>均等待</translation>
    </message>
    <message>
        <source>Signed in</source>
        <translation>签入</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>示闲</translation>
    </message>
    <message>
        <source>In calls</source>
        <translation>通话</translation>
    </message>
    <message>
        <source>After-call</source>
        <translation>话后</translation>
    </message>
    <message>
        <source>Not ready</source>
        <translation>示忙</translation>
    </message>
    <message>
        <source>{0}h {1:02}m</source>
        <translation>{0}时{1:02}分</translation>
    </message>
    <message>
        <source>{0}m</source>
        <translation>{0}分</translation>
    </message>
    <message>
        <source>The PBX can&apos;t reach the phone.</source>
        <translation>电话系统联系不上该话机。</translation>
    </message>
    <message>
        <source>number withheld</source>
        <translation>号码未显示</translation>
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
        <source>it has more than {limit} characters</source>
        <translation>超过 {limit} 个字符</translation>
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
    <message>
        <source>“editor.department” is not set: a contributor writes for one department.</source>
        <translation>未设置“editor.department”：供稿员只为一个单位编写。</translation>
    </message>
    <message>
        <source>“monitor.seats” has no extension or range in “{value}”.</source>
        <translation>“monitor.seats” 中的“{value}”不是分机号或号段。</translation>
    </message>
    <message>
        <source>Two PBXs have the same name; give each [[pbx]] a “name” of its own.</source>
        <translation>有两个电话系统同名，请给每个 [[pbx]] 设置不同的 “name”。</translation>
    </message>
    <message>
        <source>“monitor.timezone” is no place that is known: {name}</source>
        <translation>“monitor.timezone” 不是已知的时区：{name}</translation>
    </message>
    <message>
        <source>“kit.seats” has no extension or range in “{value}”.</source>
        <translation>“kit.seats”中的“{value}”不是分机号或号段。</translation>
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
    <name>StatusController</name>
    <message>
        <source>The figures are shown, but can&apos;t be kept: {0}</source>
        <translation>指标照常显示，但无法保存：{0}</translation>
    </message>
    <message>
        <source>its seats and callers are not known</source>
        <translation>其坐席和来电情况不明</translation>
    </message>
    <message>
        <source>nothing live is known</source>
        <translation>实时情况不明</translation>
    </message>
    <message>
        <source>Until it answers, {0}.</source>
        <translation>恢复之前，{0}。</translation>
    </message>
    <message>
        <source>Today&apos;s figures are not complete; not known: {0}.</source>
        <translation>今日指标不完整，缺失时段：{0}。</translation>
    </message>
</context>
<context>
    <name>SuggestionsController</name>
    <message>
        <source>Settled; the call-taker&apos;s suggestion leaves the list.</source>
        <translation>已处理，该建议移出列表。</translation>
    </message>
</context>
<context>
    <name>SuggestionsModel</name>
    <message>
        <source>Suggestion</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>Call-taker</source>
        <translation>话务员</translation>
    </message>
    <message>
        <source>This answer is wrong.</source>
        <translation>此答复有误。</translation>
    </message>
</context>
<context>
    <name>SuggestionsPanel</name>
    <message>
        <source>Suggestions from call-takers</source>
        <translation>话务员建议</translation>
    </message>
    <message>
        <source>What the call-taker says</source>
        <translation>话务员的意见</translation>
    </message>
    <message>
        <source>The call in which it was said</source>
        <translation>提出建议的来电</translation>
    </message>
    <message>
        <source>Settled …</source>
        <translation>已处理…</translation>
    </message>
    <message>
        <source>What was done about it?</source>
        <translation>如何处理的？</translation>
    </message>
    <message>
        <source>Settled</source>
        <translation>已处理</translation>
    </message>
    <message>
        <source>No call-taker waits for an answer.</source>
        <translation>没有待处理的话务员建议。</translation>
    </message>
    <message>
        <source>Choose a suggestion first.</source>
        <translation>请先选择一条建议。</translation>
    </message>
</context>
<context>
    <name>TargetsModel</name>
    <message>
        <source>Seat {0}</source>
        <translation>坐席 {0}</translation>
    </message>
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
    <name>ThresholdsController</name>
    <message>
        <source>The threshold was saved.</source>
        <translation>阈值已保存。</translation>
    </message>
    <message>
        <source>The threshold was removed.</source>
        <translation>阈值已删除。</translation>
    </message>
</context>
<context>
    <name>ThresholdsModel</name>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>席组</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>In force</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
</context>
<context>
    <name>ThresholdsPage</name>
    <message>
        <source>Thresholds of the alarms</source>
        <translation>告警阈值</translation>
    </message>
    <message>
        <source>No threshold is set: nothing raises an alarm.</source>
        <translation>未设置阈值，不会告警。</translation>
    </message>
    <message>
        <source>What is watched</source>
        <translation>监视内容</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>席组</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Span</source>
        <translation>时段</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>Seconds until it is raised</source>
        <translation>持续多少秒后告警</translation>
    </message>
    <message>
        <source>in force</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>What is wrong with the fields</source>
        <translation>填写问题</translation>
    </message>
    <message>
        <source>New threshold</source>
        <translation>新阈值</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Back to the board</source>
        <translation>返回看板</translation>
    </message>
    <message>
        <source>all groups</source>
        <translation>全部席组</translation>
    </message>
    <message>
        <source>Choose a threshold first.</source>
        <translation>请先选择阈值。</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>percent</source>
        <translation>%</translation>
    </message>
    <message>
        <source>callers</source>
        <translation>人</translation>
    </message>
    <message>
        <source>seats</source>
        <translation>席</translation>
    </message>
    <message>
        <source>The limit must be a number from 0 to {0}.</source>
        <translation>阈值须为 0 到 {0} 的数字。</translation>
    </message>
    <message>
        <source>The delay must be a number from 0 to 3600 seconds.</source>
        <translation>延迟须为 0 到 3600 秒的数字。</translation>
    </message>
</context>
<context>
    <name>TransferController</name>
    <message>
        <source>Import entries</source>
        <translation>导入条目</translation>
    </message>
    <message>
        <source>Export the entries shown</source>
        <translation>导出列表中的条目</translation>
    </message>
    <message>
        <source>knowledge.xlsx</source>
        <translation>知识库.xlsx</translation>
    </message>
    <message>
        <source>The file is being read …</source>
        <translation>正在读取文件…</translation>
    </message>
    <message>
        <source>Reading the file …</source>
        <translation>正在读取文件…</translation>
    </message>
    <message>
        <source>Importing …</source>
        <translation>正在导入…</translation>
    </message>
    <message>
        <source>Imported: {0} new, {1} changed, {2} unchanged, {3} not taken.</source>
        <translation>已导入：新增 {0}，更新 {1}，未变 {2}，未采用 {3}。</translation>
    </message>
    <message>
        <source>This file has been imported.</source>
        <translation>此文件已导入。</translation>
    </message>
    <message>
        <source>Exporting to {0} …</source>
        <translation>正在导出到 {0}……</translation>
    </message>
    <message>
        <source>{0} entries were written to {1}.</source>
        <translation>{0} 条已导出到 {1}。</translation>
    </message>
    <message>
        <source>Stopped; no file was written.</source>
        <translation>已停止，未写出文件。</translation>
    </message>
    <message>
        <source>Stopping …</source>
        <translation>正在停止……</translation>
    </message>
    <message>
        <source>A file is being worked on; wait until that is done, or stop it.</source>
        <translation>正在处理另一个文件，请等待完成或先停止。</translation>
    </message>
    <message>
        <source>There is nothing in this file to be imported.</source>
        <translation>文件中没有可导入的内容。</translation>
    </message>
    <message>
        <source>Nothing has been written yet.</source>
        <translation>尚未写入任何内容。</translation>
    </message>
    <message>
        <source>{0} codes stand in the file more than once: the last counts.</source>
        <translation>{0} 个编号在文件中重复：以最后一行为准。</translation>
    </message>
    <message>
        <source>Drafts of others on {0} of these entries stay: they will be compared first.</source>
        <translation>其中 {0} 条他人有草稿：草稿保留，发布前须先对比。</translation>
    </message>
    <message>
        <source>Stopped; nothing was changed.</source>
        <translation>已停止，未作任何更改。</translation>
    </message>
</context>
<context>
    <name>TransferPage</name>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>File that is imported</source>
        <translation>导入的文件</translation>
    </message>
    <message>
        <source>Another file …</source>
        <translation>另选文件…</translation>
    </message>
    <message>
        <source>Back to the entries</source>
        <translation>返回条目</translation>
    </message>
    <message>
        <source>Entries that would be new</source>
        <translation>将新增的条目</translation>
    </message>
    <message>
        <source>Entries that would change</source>
        <translation>将更新的条目</translation>
    </message>
    <message>
        <source>Entries that are so already</source>
        <translation>已是如此的条目</translation>
    </message>
    <message>
        <source>Rows that can&apos;t be taken</source>
        <translation>不能采用的行</translation>
    </message>
    <message>
        <source>Bad rows only</source>
        <translation>只看有问题的行</translation>
    </message>
    <message>
        <source>Show bad rows only</source>
        <translation>只显示有问题的行</translation>
    </message>
    <message>
        <source>What would become of the rows of the file</source>
        <translation>文件各行的处理</translation>
    </message>
    <message>
        <source>Choose a .csv, .xlsx or .jsonl file.</source>
        <translation>请选择 .csv、.xlsx 或 .jsonl 文件。</translation>
    </message>
    <message>
        <source>What an import does</source>
        <translation>导入的效果</translation>
    </message>
    <message>
        <source>Importing publishes at once, to every desk, in your name: the history says that nobody else has approved these texts. What you wrote yourself is not taken.</source>
        <translation>导入后以您的名义立即发布到所有坐席，历史中注明未经他人审核；您本人编写的文本不予导入。</translation>
    </message>
    <message>
        <source>Choose a file first.</source>
        <translation>请先选择文件。</translation>
    </message>
    <message>
        <source>{0} new</source>
        <translation>新增 {0}</translation>
    </message>
    <message>
        <source>{0} changed</source>
        <translation>更新 {0}</translation>
    </message>
    <message>
        <source>{0} unchanged</source>
        <translation>未变 {0}</translation>
    </message>
    <message>
        <source>{0} not taken</source>
        <translation>不采用 {0}</translation>
    </message>
    <message>
        <source>Everything in this file is in the knowledge base already.</source>
        <translation>文件中的内容知识库里都已有。</translation>
    </message>
</context>
<context>
    <name>WaitingModel</name>
    <message>
        <source>Wait</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>席组</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>号码</translation>
    </message>
    <message>
        <source>withheld</source>
        <translation>未显示</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>matter open</source>
        <translation>事项未结</translation>
    </message>
    <message>
        <source>gave up {0}× today</source>
        <translation>今日放弃 {0} 次</translation>
    </message>
    <message>
        <source>called {0}× today</source>
        <translation>今日来电 {0} 次</translation>
    </message>
    <message>
        <source>Repeat call: an order is open, or a call was left incomplete lately.</source>
        <translation>重复来电：有工单尚未办结，或近期有一次来电未处理完。</translation>
    </message>
    <message>
        <source>Repeat call: called {0} times earlier today, {1} of them in vain.</source>
        <translation>重复来电：今天此前已来电 {0} 次，其中 {1} 次未接通。</translation>
    </message>
    <message>
        <source>rings {0}</source>
        <translation>振铃 {0}</translation>
    </message>
    <message>
        <source>brought forward</source>
        <translation>已优先</translation>
    </message>
</context>
<context>
    <name>Wallboard</name>
    <message>
        <source>Wallboard</source>
        <translation>大屏</translation>
    </message>
    <message>
        <source>Hotline 12345 · live</source>
        <translation>12345 热线 · 实时</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>排队</translation>
    </message>
    <message>
        <source>longest wait</source>
        <translation>最长等待</translation>
    </message>
    <message>
        <source>within {0} s, 15 minutes</source>
        <translation>{0}秒接通率 · 15分钟</translation>
    </message>
    <message>
        <source>seats ready</source>
        <translation>空闲坐席</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>席组</translation>
    </message>
    <message>
        <source>longest</source>
        <translation>最长</translation>
    </message>
    <message>
        <source>in time</source>
        <translation>及时率</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>空闲</translation>
    </message>
    <message>
        <source>in a call</source>
        <translation>通话</translation>
    </message>
</context>
<context>
    <name>WithdrawRow</name>
    <message>
        <source>Time of withdrawal</source>
        <translation>撤下时间</translation>
    </message>
    <message>
        <source>now, or at …</source>
        <translation>立即，或定时</translation>
    </message>
    <message>
        <source>Why is it withdrawn?</source>
        <translation>为什么撤下？</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>撤下</translation>
    </message>
    <message>
        <source>The time is written as 2027-06-30 08:00.</source>
        <translation>时间请写作 2027-06-30 08:00。</translation>
    </message>
    <message>
        <source>This time has gone by.</source>
        <translation>这个时间已过。</translation>
    </message>
</context>
<context>
    <name>WorkstationWindow</name>
    <message>
        <source>Hotline desk · seat {0}</source>
        <translation>热线工作台 · 坐席 {0}</translation>
    </message>
    <message>
        <source>This link is not one of the web and stays closed: {0}</source>
        <translation>不是网页链接，未打开：{0}</translation>
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
    <message>
        <source>Back to the call</source>
        <translation>返回当前通话</translation>
    </message>
</context>
<context>
    <name>editing</name>
    <message>
        <source>Contributor</source>
        <translation>供稿员</translation>
    </message>
    <message>
        <source>Editor</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Reviewer</source>
        <translation>审核员</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Submitted</source>
        <translation>待审核</translation>
    </message>
    <message>
        <source>Sent back</source>
        <translation>被退回</translation>
    </message>
    <message>
        <source>Scheduled</source>
        <translation>定时发布</translation>
    </message>
    <message>
        <source>Published</source>
        <translation>已发布</translation>
    </message>
    <message>
        <source>To be confirmed</source>
        <translation>待确认</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>已撤下</translation>
    </message>
    <message>
        <source>Draft saved</source>
        <translation>保存草稿</translation>
    </message>
    <message>
        <source>Old version restored</source>
        <translation>恢复旧版</translation>
    </message>
    <message>
        <source>Submitted for approval</source>
        <translation>提交审核</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>撤回提交</translation>
    </message>
    <message>
        <source>Draft thrown away</source>
        <translation>放弃草稿</translation>
    </message>
    <message>
        <source>Doubted</source>
        <translation>存疑</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>已确认</translation>
    </message>
    <message>
        <source>{0} saved as a draft.</source>
        <translation>{0} 已存为草稿。</translation>
    </message>
    <message>
        <source>{0}: the old version is now a draft.</source>
        <translation>{0}：旧版已恢复为草稿。</translation>
    </message>
    <message>
        <source>{0} submitted; somebody else has to approve it.</source>
        <translation>{0} 已提交，由他人审核。</translation>
    </message>
    <message>
        <source>{0} taken back; it is a draft again.</source>
        <translation>{0} 已撤回，恢复为草稿。</translation>
    </message>
    <message>
        <source>{0} sent back to its writer.</source>
        <translation>{0} 已退回编写人。</translation>
    </message>
    <message>
        <source>{0} approved; it will be published at the given time.</source>
        <translation>{0} 已通过，将定时发布。</translation>
    </message>
    <message>
        <source>{0} published; every desk finds it within two seconds.</source>
        <translation>{0} 已发布，各坐席两秒内即可检索。</translation>
    </message>
    <message>
        <source>The draft of {0} was thrown away.</source>
        <translation>已放弃 {0} 的草稿。</translation>
    </message>
    <message>
        <source>{0} is to be confirmed.</source>
        <translation>{0} 待确认。</translation>
    </message>
    <message>
        <source>{0} has expired.</source>
        <translation>{0} 已过期。</translation>
    </message>
    <message>
        <source>{0} confirmed as of today.</source>
        <translation>{0} 今日已确认有效。</translation>
    </message>
    <message>
        <source>{0} withdrawn; no desk finds it any more.</source>
        <translation>{0} 已撤下，各坐席不再检索到。</translation>
    </message>
    <message>
        <source>{0} will be withdrawn at the given time.</source>
        <translation>{0} 将定时撤下。</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>有效</translation>
    </message>
    <message>
        <source>Not yet valid</source>
        <translation>尚未生效</translation>
    </message>
    <message>
        <source>Expiring</source>
        <translation>即将到期</translation>
    </message>
    <message>
        <source>Not confirmed for a year</source>
        <translation>一年未确认</translation>
    </message>
    <message>
        <source>Never used</source>
        <translation>从未使用</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>To approve</source>
        <translation>待审核</translation>
    </message>
    <message>
        <source>To review</source>
        <translation>待复核</translation>
    </message>
    <message>
        <source>Expiring in 30 days</source>
        <translation>30 天内到期</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Standard question</source>
        <translation>标准问</translation>
    </message>
    <message>
        <source>Similar questions</source>
        <translation>相似问</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>答复</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>承办单位</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>分类</translation>
    </message>
    <message>
        <source>Keywords</source>
        <translation>关键词</translation>
    </message>
    <message>
        <source>Source document</source>
        <translation>依据文件</translation>
    </message>
    <message>
        <source>Valid from</source>
        <translation>生效日</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>有效期至</translation>
    </message>
    <message>
        <source>Three-way department</source>
        <translation>三方通话单位</translation>
    </message>
    <message>
        <source>Three-way telephone</source>
        <translation>三方通话电话</translation>
    </message>
    <message>
        <source>Attachments</source>
        <translation>附件</translation>
    </message>
    <message>
        <source>Time of publication</source>
        <translation>发布时间</translation>
    </message>
    <message>
        <source>Time of withdrawal</source>
        <translation>撤下时间</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>词语</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>End</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>“{name}” is empty.</source>
        <translation>“{name}”未填写。</translation>
    </message>
    <message>
        <source>“{name}” has {0} characters; at most {1} are possible.</source>
        <translation>“{name}”有 {0} 个字符，最多 {1} 个。</translation>
    </message>
    <message>
        <source>“{name}” has more than {0} items.</source>
        <translation>“{name}”超过 {0} 项。</translation>
    </message>
    <message>
        <source>“{name}” holds characters that are no text.</source>
        <translation>“{name}”含有非文字字符。</translation>
    </message>
    <message>
        <source>The end lies before the beginning.</source>
        <translation>结束早于开始。</translation>
    </message>
    <message>
        <source>“{0}” is no address that begins with http or https.</source>
        <translation>“{0}”不是以 http 或 https 开头的网址。</translation>
    </message>
    <message>
        <source>“{name}”: only digits, +, *, # and - can be dialled.</source>
        <translation>“{name}”：只能拨数字、+、*、# 和 -。</translation>
    </message>
    <message>
        <source>“{name}” lies in the past.</source>
        <translation>“{name}”已是过去。</translation>
    </message>
    <message>
        <source>The entry has expired: write a new date into it first.</source>
        <translation>条目已过期：请先填写新的有效期。</translation>
    </message>
    <message>
        <source>Your role does not allow this.</source>
        <translation>您的角色不能进行此操作。</translation>
    </message>
    <message>
        <source>You write for your own department only.</source>
        <translation>您只能编写本单位的条目。</translation>
    </message>
    <message>
        <source>Two pairs of eyes: who wrote a text can&apos;t approve it.</source>
        <translation>双人复核：编写人不能自己审核。</translation>
    </message>
    <message>
        <source>Somebody else has changed this draft meanwhile.</source>
        <translation>此间他人已修改本草稿。</translation>
    </message>
    <message>
        <source>This draft was published or thrown away meanwhile.</source>
        <translation>此间本草稿已发布或被放弃。</translation>
    </message>
    <message>
        <source>Another version was published since this draft was begun.</source>
        <translation>本草稿开始后，已有另一版本发布。</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>This is not possible while the entry is: {0}.</source>
        <translation>条目处于“{0}”时不能这样做。</translation>
    </message>
    <message>
        <source>It is not there any more.</source>
        <translation>它已不存在。</translation>
    </message>
    <message>
        <source>Stopped; nothing was changed.</source>
        <translation>已停止，未作任何更改。</translation>
    </message>
    <message>
        <source>This is not possible now.</source>
        <translation>现在不能这样做。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>{0} and {1} more</source>
        <translation>{0}等，另 {1} 项</translation>
    </message>
    <message>
        <source>until {0}</source>
        <translation>至 {0}</translation>
    </message>
</context>
<context>
    <name>monitor_wording</name>
    <message>
        <source>Unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Signed out</source>
        <translation>签出</translation>
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
        <source>Ringing</source>
        <translation>振铃</translation>
    </message>
    <message>
        <source>Dialling</source>
        <translation>外呼</translation>
    </message>
    <message>
        <source>Talking</source>
        <translation>通话</translation>
    </message>
    <message>
        <source>Consultation</source>
        <translation>咨询</translation>
    </message>
    <message>
        <source>Three-way</source>
        <translation>三方通话</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>保持</translation>
    </message>
    <message>
        <source>After-call work</source>
        <translation>话后处理</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Reached {0}, not {1}. {2}</source>
        <translation>已送达 {0}，未送达 {1}。{2}</translation>
    </message>
    <message>
        <source>15 minutes</source>
        <translation>15 分钟</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 小时</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>is listened to</source>
        <translation>正被监听</translation>
    </message>
    <message>
        <source>is whispered to</source>
        <translation>正在密语</translation>
    </message>
    <message>
        <source>lead takes part</source>
        <translation>班长已加入</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>排队中</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>已接听</translation>
    </message>
    <message>
        <source>Gave up</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Left the queue</source>
        <translation>离开队列</translation>
    </message>
    <message>
        <source>Sent elsewhere</source>
        <translation>调走</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>去向不明</translation>
    </message>
    <message>
        <source>citizen hung up</source>
        <translation>市民挂机</translation>
    </message>
    <message>
        <source>call-taker hung up</source>
        <translation>话务员挂机</translation>
    </message>
    <message>
        <source>handed over</source>
        <translation>转接</translation>
    </message>
    <message>
        <source>left to the department</source>
        <translation>交由承办单位</translation>
    </message>
    <message>
        <source>back to the queue</source>
        <translation>退回排队</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>Longest wait</source>
        <translation>最长等待</translation>
    </message>
    <message>
        <source>Callers waiting</source>
        <translation>排队人数</translation>
    </message>
    <message>
        <source>Answered in time</source>
        <translation>及时接通率</translation>
    </message>
    <message>
        <source>Seats ready</source>
        <translation>空闲坐席</translation>
    </message>
    <message>
        <source>Too long in a state</source>
        <translation>状态超时</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>已解除</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新告警</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>已确认</translation>
    </message>
    <message>
        <source>raised</source>
        <translation>告警</translation>
    </message>
    <message>
        <source>acknowledged</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>over</source>
        <translation>解除</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Matter</source>
        <translation>事项</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>asked</source>
        <translation>已请求</translation>
    </message>
    <message>
        <source>done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>began</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>结束</translation>
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
        <source>The PBX did not confirm this in time. Please look at the call&apos;s state.</source>
        <translation>电话系统未及时确认，请查看通话状态。</translation>
    </message>
    <message>
        <source>The PBX refused: {0}</source>
        <translation>电话系统拒绝：{0}</translation>
    </message>
    <message>
        <source>Your own phone was not picked up.</source>
        <translation>您的话机无人接听。</translation>
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
        <source>The AMI account lacks a right on the PBX: {0}. Please tell the administrator.</source>
        <translation>AMI 账号在电话系统上缺少权限：{0}。请联系管理员。</translation>
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
        <source>The AMI account lacks a right on the PBX. Please tell the administrator.</source>
        <translation>AMI 账号在电话系统上缺少权限，请联系管理员。</translation>
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
        <source>sign in, ready and not ready (agent)</source>
        <translation>签入、示闲、示忙（agent）</translation>
    </message>
    <message>
        <source>call out (originate)</source>
        <translation>外呼（originate）</translation>
    </message>
    <message>
        <source>answer on the screen (system)</source>
        <translation>屏幕接听（system）</translation>
    </message>
    <message>
        <source>a line for all desks (user)</source>
        <translation>向全体坐席发通知（user）</translation>
    </message>
    <message>
        <source>hold, consult, hand over and hang up (call)</source>
        <translation>保持、咨询、转接、挂断（call）</translation>
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
        <source>Your phone first, then the citizen&apos;s.</source>
        <translation>先振本机，再呼市民。</translation>
    </message>
    <message>
        <source>The citizen hears music.</source>
        <translation>市民正在听音乐。</translation>
    </message>
    <message>
        <source>The citizen hears music, not you.</source>
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
        <source>Not reached: the citizen&apos;s line is busy</source>
        <translation>未接通：市民电话占线</translation>
    </message>
    <message>
        <source>Not reached: the citizen does not answer</source>
        <translation>未接通：市民无人接听</translation>
    </message>
    <message>
        <source>Not reached: wrong number or phone off</source>
        <translation>未接通：号码有误或已关机</translation>
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
        <source>Waiting</source>
        <translation>等候中</translation>
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
        <source>This is not a telephone number: only digits, + and # can be dialled.</source>
        <translation>这不是电话号码：只能拨数字、+ 和 #。</translation>
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
