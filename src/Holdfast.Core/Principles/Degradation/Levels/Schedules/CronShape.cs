using System.Text.Json.Nodes;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Degradation.Levels.Schedules;

/// <summary>A cron text of five parts: minute, hour, day of the month, month, day of the week.</summary>
internal sealed class CronShape : ScalarShape<CronTimes>
{
    private const int CharsMax = 100;

    public override string Title => "cron";

    protected override string Hint => "minute, hour, day of the month, month and day of the week, as '0 20 * * fri'";

    public override ScalarFault? Parse(string text, out CronTimes? value)
    {
        value = null;
        if (text.Length > CharsMax) return Malformed(text);
        value = CronTimes.Read(text, out var fault);
        return fault is null ? null : new ScalarFault(Plan.ValueErrors.Malformed, $"'{Plan.Printable.Of(text)}' names no times: {fault}", $"Write {Hint}.");
    }

    public override string Write(CronTimes value) => value.Text;

    public override JsonObject Schema() => OrVariable(new JsonObject { ["type"] = "string", ["maxLength"] = CharsMax });
}
