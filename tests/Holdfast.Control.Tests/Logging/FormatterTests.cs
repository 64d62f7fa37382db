using System.Text.Json;
using Holdfast.Control.Logging;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Time.Testing;

namespace Holdfast.Control.Tests.Logging;

public sealed class FormatterTests
{
    private static readonly FakeTimeProvider Time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    [Fact]
    public void Text_Event_IsOneLineThatMovesNoCursor()
    {
        var line = Write(new TextFormatter(Time), "node \e[2J\r\nforged \u009b2J\u2028\u202egpj", new InvalidOperationException("a\nb"));

        line.ShouldStartWith("2026-01-02T03:04:05.000Z warn  [1400] node ");
        line.Count(static c => c == '\n').ShouldBe(1);
        line.TrimEnd('\n').ShouldAllBe(static c => !char.IsControl(c) && c != '\u2028' && c != '\u202e');
        line.ShouldContain("System.InvalidOperationException: a");
    }

    [Fact]
    public void Json_Event_IsOneObjectWithItsFields()
    {
        var line = Write(new JsonFormatter(Time), "node \e[2J\r\nforged", new InvalidOperationException("a\nb"));

        line.Count(static c => c == '\n').ShouldBe(1);
        var json = JsonDocument.Parse(line).RootElement;
        json.GetProperty("time").GetDateTimeOffset().ShouldBe(Time.GetUtcNow());
        json.GetProperty("level").GetString().ShouldBe("Warning");
        json.GetProperty("event").GetInt32().ShouldBe(1400);
        json.GetProperty("category").GetString().ShouldBe("Holdfast.Test");
        json.GetProperty("message").GetString().ShouldBe("node \e[2J\r\nforged");
        json.GetProperty("fields").GetProperty("tries").GetInt32().ShouldBe(3);
        json.GetProperty("fields").GetProperty("node").GetString().ShouldBe("n1");
        json.GetProperty("exception").GetString()!.ShouldContain("InvalidOperationException");
    }

    private static string Write(ConsoleFormatter formatter, string message, Exception fault)
    {
        KeyValuePair<string, object?>[] state = [new("Tries", 3), new("Node", "n1"), new("{OriginalFormat}", "...")];
        var output = new StringWriter();
        formatter.Write(
            new LogEntry<KeyValuePair<string, object?>[]>(LogLevel.Warning, "Holdfast.Test", new EventId(1400, "Worse"), state, fault, (_, _) => message), null, output);
        return output.ToString();
    }
}
