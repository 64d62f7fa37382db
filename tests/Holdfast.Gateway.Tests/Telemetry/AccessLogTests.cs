using System.Diagnostics.Metrics;
using System.Net;
using System.Text.Json;
using Holdfast.Gateway.Telemetry;
using Holdfast.Gateway.Tests.EndToEnd;
using Holdfast.Gateway.Tests.Front;
using Holdfast.Testing;
using Holdfast.Testing.Origins;
using Holdfast.Testing.Processes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Holdfast.Gateway.Tests.Telemetry;

public sealed class AccessLogTests : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("access.log");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Calls_Ended_AreLinesWithoutQueriesAndHeaders()
    {
        await using (var log = AccessLog.Start(Path, TimeProvider.System, NullLoggerFactory.Instance))
        {
            await using var origin = RecordingOrigin.Start();
            await using var scene = await TelemetryScene.StartAsync([origin.Url], log);
            using var good = await scene.AskAsync("/7?token=secret", static request => request.Headers.Add("Authorization", "Bearer secret"));
            using var lost = await scene.AskAsync("/too/deep?token=secret");
            await using var broken = await TelemetryScene.StartAsync([new Uri($"http://127.0.0.1:{Ports.Free()}")], log);
            using var failed = await broken.AskAsync("/7");
            failed.StatusCode.ShouldBe(HttpStatusCode.BadGateway);

            await Eventually.HoldsAsync(() => Lines().Length == 3, "three lines");
            var (first, second, third) = (Lines()[0], Lines()[1], Lines()[2]);
            first.GetProperty("interface").GetString().ShouldBe(scene.Name);
            first.GetProperty("method").GetString().ShouldBe("GET");
            first.GetProperty("path").GetString().ShouldBe($"/{scene.Name}/7");
            first.GetProperty("status").GetInt32().ShouldBe(200);
            first.GetProperty("outcome").GetString().ShouldBe("success");
            first.TryGetProperty("decision", out _).ShouldBeFalse();
            first.GetProperty("attempts").GetInt32().ShouldBe(1);
            first.GetProperty("node").GetString().ShouldBe(origin.Url.GetLeftPart(UriPartial.Authority));
            first.GetProperty("bytes_out").GetInt64().ShouldBe(2);
            first.GetProperty("client").GetString().ShouldBe("127.0.0.1");
            first.GetProperty("trace_id").GetString()!.Length.ShouldBe(32);
            first.GetProperty("time").TryGetDateTimeOffset(out _).ShouldBeTrue();
            var duration = first.GetProperty("duration_seconds").GetDouble();
            first.GetProperty("first_byte_seconds").GetDouble().ShouldBeInRange(0, duration);

            second.GetProperty("outcome").GetString().ShouldBe("refused");
            second.GetProperty("decision").GetString().ShouldBe("no-route");
            second.GetProperty("status").GetInt32().ShouldBe(404);
            second.TryGetProperty("node", out _).ShouldBeFalse();
            third.GetProperty("outcome").GetString().ShouldBe("failure");
            third.GetProperty("decision").GetString().ShouldBe("connect-failed");
        }

        File.ReadAllText(Path).ShouldNotContain("secret");
    }

    [Fact]
    public async Task Lines_WhileTheClockStands_WaitInMemoryAndComeWithTheTick()
    {
        var time = new FakeTimeProvider();
        await using var log = AccessLog.Start(Path, time, NullLoggerFactory.Instance);
        log.Write(Entry("/a"));
        new FileInfo(Path).Length.ShouldBe(0);

        await TickUntilAsync(time, () => Lines().Length == 1, "the line");
    }

    [Fact]
    public async Task Path_WithLineBreaksAndEscapes_StaysOneLine()
    {
        const string path = "/a\n{\"time\":\"forged\"}\r\e[2J\"\\\u0085\u009b2J\u2028\u202egpj.exe</script>";
        await using (var log = AccessLog.Start(Path, TimeProvider.System, NullLoggerFactory.Instance)) log.Write(Entry(path));

        File.ReadAllLines(Path).Length.ShouldBe(1);
        // Nothing that ends a line, moves a cursor, turns the text around, or ends a script of a page that shows it.
        File.ReadAllText(Path).TrimEnd('\n').ShouldAllBe(static c => c >= ' ' && c <= '~' && c != '<');
        Lines()[0].GetProperty("path").GetString().ShouldBe(path);
    }

    [Fact]
    public async Task Reopen_FileWasMoved_GoesOnInANewOne()
    {
        var time = new FakeTimeProvider();
        await using var log = AccessLog.Start(Path, time, NullLoggerFactory.Instance);
        log.Write(Entry("/before"));
        await TickUntilAsync(time, () => Lines().Length == 1, "the first line");
        File.Move(Path, Path + ".1");

        log.Reopen();
        log.Write(Entry("/after"));

        await TickUntilAsync(time, () => File.Exists(Path) && Lines().Length == 1, "the line in the new file");
        Lines()[0].GetProperty("path").GetString().ShouldBe("/after");
        File.ReadAllLines(Path + ".1").Length.ShouldBe(1);
    }

    [Fact]
    public async Task Queue_Full_DropsAndCounts()
    {
        await using (var log = AccessLog.Start(Path, new FakeTimeProvider(), NullLoggerFactory.Instance))
        {
            using var dropped = new DroppedLines(log);
            var entry = Entry("/a");
            for (var i = 0; i < AccessLog.QueuedMax + 5; i++) log.Write(entry);

            dropped.Count.ShouldBe(5);
            dropped.Reasons.ShouldBe(["queue-full"]);
        }

        File.ReadLines(Path).Count().ShouldBe(AccessLog.QueuedMax);
    }

    [Fact]
    public async Task Disk_Full_DropsCountsAndSaysItOnce()
    {
        var time = new FakeTimeProvider();
        using var loggers = new RecordingLoggers();
        await using var log = AccessLog.Start("/dev/full", time, loggers);
        using var dropped = new DroppedLines(log);

        for (var i = 1; i <= 3; i++)
        {
            log.Write(Entry("/a"));
            var lost = i;
            await TickUntilAsync(time, () => dropped.Count == lost, $"line {i} to be dropped");
        }

        dropped.Reasons.ShouldBe(["write-failed"]);
        loggers.From(LogLevel.Error).ShouldHaveSingleItem().ShouldContain("[1110]");
    }

    [Fact]
    public void Start_WhereNoFileCanBe_Throws() => Should.Throw<IOException>(
        () => AccessLog.Start(_folder.File("no/such/folder/access.log"), TimeProvider.System, NullLoggerFactory.Instance));

    private static AccessEntry Entry(string path) => new()
    {
        At = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), TraceId = new string('a', 32), Interface = "i", Method = "GET", Path = path,
        Status = 200, Outcome = "success", Decision = "", Revision = "1", Attempts = 1, Node = "http://127.0.0.1:1", BytesIn = null, BytesOut = 2,
        Duration = TimeSpan.FromMilliseconds(5), FirstByte = TimeSpan.FromMilliseconds(4), Client = "127.0.0.1",
    };

    private static Task TickUntilAsync(FakeTimeProvider time, Func<bool> holds, string what) => Eventually.HoldsAsync(
        () =>
        {
            time.Advance(Tick);
            return holds();
        },
        what);

    private JsonElement[] Lines()
    {
        using var file = new StreamReader(new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        return [.. file.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonDocument.Parse(line).RootElement)];
    }

    private sealed class DroppedLines : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly HashSet<string> _reasons = [];
        private long _count;

        public DroppedLines(AccessLog log)
        {
            _listener.InstrumentPublished = (instrument, self) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, log)) self.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<long>((_, count, tags, _) =>
            {
                lock (_reasons) _reasons.Add((string)tags[0].Value!);
                Interlocked.Add(ref _count, count);
            });
            _listener.Start();
        }

        public long Count => Interlocked.Read(ref _count);

        public string[] Reasons
        {
            get { lock (_reasons) return [.. _reasons]; }
        }

        public void Dispose() => _listener.Dispose();
    }
}
