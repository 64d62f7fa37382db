using System.Text.Json.Nodes;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Degradation.Levels.Schedules;

/// <summary>A time zone that this machine knows.</summary>
internal sealed class ZoneShape : ScalarShape<TimeZoneInfo>
{
    private const int CharsMax = 64;

    public override string Title => "time zone";

    protected override string Hint => "a time zone such as UTC, Europe/Berlin or Asia/Shanghai";

    public override ScalarFault? Parse(string text, out TimeZoneInfo? value)
    {
        value = null;
        // Where a name is a file, it must not be a way out of the folder of zones.
        if (text.Length is > 0 and <= CharsMax && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '+') && TimeZoneInfo.TryFindSystemTimeZoneById(text, out value)) return null;
        return new ScalarFault(Plan.ValueErrors.Choice, $"'{Plan.Printable.Of(text)}' is no time zone that this machine knows", $"Write {Hint}; other zones than UTC need the machine's time zone data (tzdata).");
    }

    public override string Write(TimeZoneInfo value) => value.Id;

    public override JsonObject Schema() => OrVariable(new JsonObject { ["type"] = "string", ["maxLength"] = CharsMax });
}
