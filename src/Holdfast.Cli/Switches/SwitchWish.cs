using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Holdfast.Cli.Starting;
using Holdfast.Control.Admin;

namespace Holdfast.Cli.Switches;

/// <summary>The options of <c>switch set</c> that say what is to be, and the commands of principles that they stand for.</summary>
internal sealed class SwitchWish
{
    public Option<bool> Off { get; } = new("--off") { Description = "Refuse every call of the interface." };

    public Option<bool> Stale { get; } = new("--stale") { Description = "Give what its cache has, however old; ask the service for nothing." };

    public Option<string?> Answer { get; } = new("--answer") { Description = "Give every call of the interface this answer.", HelpName = "TEXT" };

    public Option<int?> Status { get; } = new("--status") { Description = "With --answer: its status (default 200).", HelpName = "CODE" };

    public Option<string?> Share { get; } = new("--share") { Description = "Let this part of its callers in, e.g. 0.1; always the same ones.", HelpName = "RATIO" };

    public Option<string?> Limit { get; } = new("--limit") { Description = "Let no more of its calls in than this, e.g. 100/s; the plan's limits go on.", HelpName = "RATE" };

    public Option<string?> Breaker { get; } = new("--breaker") { Description = "TARGET is a service: have its breaker open, closed or observe.", HelpName = "STATE" };

    public Option<string?> Drain { get; } = new("--drain") { Description = "TARGET is a service: send this node of it no new calls. It holds until it is cleared, unless --for says otherwise.", HelpName = "NODE" };

    public Option<string?> Zone { get; } = new("--drain-zone") { Description = "TARGET is a service: the same for all its nodes in this zone.", HelpName = "ZONE" };

    public Option<string?> Per { get; } = new("--per") { Description = "With --off, --stale, --answer and --share: for one caller alone, known by this part of its requests, e.g. header:X-Tenant.", HelpName = "PART" };

    public Option<string?> Key { get; } = new("--key") { Description = "With --per: who.", HelpName = "TEXT" };

    public IEnumerable<Option> All => [Off, Stale, Answer, Status, Share, Limit, Breaker, Drain, Zone, Per, Key];

    /// <summary>The command that is meant, without the time that it holds.</summary>
    /// <exception cref="StartException">None of them was said, or two.</exception>
    public SwitchCommand Read(ParseResult parsed, string target)
    {
        var wishes = new List<SwitchCommand>();
        if (parsed.GetValue(Off)) wishes.Add(Of("degradation", "off", ("interface", target)));
        if (parsed.GetValue(Stale)) wishes.Add(Of("degradation", "stale", ("interface", target)));
        if (parsed.GetValue(Answer) is { } body)
        {
            var status = (parsed.GetValue(Status) ?? 200).ToString(CultureInfo.InvariantCulture);
            wishes.Add(body.Length == 0
                ? Of("degradation", "answer", ("interface", target), ("status", status))
                : Of("degradation", "answer", ("interface", target), ("status", status), ("body", body)));
        }

        if (parsed.GetValue(Share) is { } share) wishes.Add(Of("degradation", "share", ("interface", target), ("share", share)));
        if (parsed.GetValue(Limit) is { } rate) wishes.Add(Of("limits", "limit", ("interface", target), ("rate", rate)));
        if (parsed.GetValue(Breaker) is { } state) wishes.Add(Of("breakers", BreakerCommand(state), ("service", target)));
        if (parsed.GetValue(Drain) is { } node) wishes.Add(Of("failover", "drain", ("service", target), ("node", node)));
        if (parsed.GetValue(Zone) is { } zone) wishes.Add(Of("failover", "drain", ("service", target), ("zone", zone)));
        if (wishes is not [var only]) throw StartException.BadInput("say one of --off, --stale, --answer TEXT, --share RATIO, --limit RATE, --breaker STATE, --drain NODE and --drain-zone ZONE");
        var (per, key) = (parsed.GetValue(Per), parsed.GetValue(Key));
        if (per is null && key is null) return only;
        if (only.Slice != "degradation" || per is null || key is null) throw StartException.BadInput("--per PART and --key TEXT belong together, and to --off, --stale, --answer or --share");
        return Of(only.Slice, only.Command, [.. only.Arguments.Select(static one => (one.Key, one.Value.GetString()!)), ("per", per), ("key", key)]);
    }

    private static string BreakerCommand(string state) => state switch
    {
        "open" => "open",
        "closed" or "close" => "close",
        "observe" => "observe",
        _ => throw StartException.BadInput("--breaker is open, closed or observe"),
    };

    private static SwitchCommand Of(string slice, string command, params (string Name, string Value)[] arguments) => new(slice, command, arguments.ToDictionary(
        static one => one.Name, static one => JsonSerializer.SerializeToElement(one.Value, AdminJson.Default.String), StringComparer.Ordinal));
}
