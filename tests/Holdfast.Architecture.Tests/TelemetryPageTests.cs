using System.Diagnostics.Metrics;
using System.Reflection;
using System.Text.RegularExpressions;
using Holdfast.Control.Store;
using Holdfast.Core.Plan;
using Holdfast.Core.Telemetry;
using Holdfast.Gateway;
using Holdfast.Gateway.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Holdfast.Architecture.Tests;

/// <summary>docs/telemetry.md names every metric and event there is, and none that there is not.</summary>
public sealed partial class TelemetryPageTests
{
    private const string Plan = """
        holdfast: 1
        owners: [a@example.com, b@example.com]
        services:
          s: { versions: { v1: { nodes: [ "http://127.0.0.1:1001" ] } } }
        interfaces:
          i: { match: { path: "/**" }, service: s }
        """;

    private static readonly string Page = Repository.Read("docs/telemetry.md");

    [Fact]
    public async Task Instruments_All_AreOnThePageWithTheirUnitsAndNoOthersAre()
    {
        var instruments = await InstrumentsAsync();
        var rows = MetricRow().Matches(Page).ToDictionary(static row => row.Groups["name"].Value, static row => row.Groups["kind"].Value);

        rows.Keys.ShouldBe(instruments.Keys, ignoreOrder: true);
        foreach (var (name, unit) in instruments) rows[name].ShouldEndWith($", {unit}", customMessage: name);
    }

    [Fact]
    public void Events_All_AreOnThePageWithTheirLevelsAndNoOthersAre()
    {
        var events = new[] { "Holdfast.Core", "Holdfast.Gateway", "Holdfast.Control", "holdfast" }
            .SelectMany(static name => Assembly.Load(name).GetTypes())
            .SelectMany(static type => type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Select(static method => method.GetCustomAttribute<LoggerMessageAttribute>())
            .OfType<LoggerMessageAttribute>()
            .Select(static message => $"{message.EventId} {message.Level}");
        var rows = EventRow().Matches(Page).Select(static row => $"{row.Groups["id"].Value} {row.Groups["level"].Value}");

        rows.ShouldBe(events, ignoreOrder: true);
    }

    private static async Task<IReadOnlyDictionary<string, string>> InstrumentsAsync()
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (GatewayServer.Meters.Contains(instrument.Meter.Name))
                lock (found) found[instrument.Name] = instrument.Unit ?? "";
        };
        listener.Start();
        var file = Path.GetTempFileName();
        try
        {
            await using var log = AccessLog.Start(file, TimeProvider.System, NullLoggerFactory.Instance);
            var read = PlanReader.Read("plan.yaml", new MemoryPlanFiles().Add("plan.yaml", Plan), static _ => null);
            await using var gateway = await GatewayServer.StartAsync(
                read.Plan!, read.Digest, new GatewayOptions { Seed = 1, Listen = ["127.0.0.1:0"], AccessLog = log },
                TimeProvider.System, NullLoggerFactory.Instance, TestContext.Current.CancellationToken);
            using var store = new StoreTelemetry(static () => new StoreStatus(true, default, "", true, ""), TimeProvider.System);
            lock (found) return new Dictionary<string, string>(found, StringComparer.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [GeneratedRegex(@"^\| `(?<name>(http\.server|holdfast)\.[a-z._]+)` \| (?<kind>[^|]+?) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex MetricRow();

    [GeneratedRegex(@"^\| (?<id>1\d{3}) \| (?<level>\w+) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex EventRow();
}
