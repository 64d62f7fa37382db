using System.Globalization;
using System.Text.Json.Nodes;
using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Failover.Hedging;

/// <summary><c>p95</c>, <c>30ms</c> or <c>late</c>.</summary>
internal sealed class HedgeAfterShape : ScalarShape<HedgeAfter>
{
    private const string LateWord = "late";
    private const int PercentileMin = 50;
    private const int PercentileMax = 99;

    private static readonly ScalarShape<TimeSpan> Time =
        (ScalarShape<TimeSpan>)Shapes.Duration(TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1));

    public override string Title => "percentile, duration or late";

    public override string Unit => "ms, s, m, h";

    public override string Bounds => $"p{PercentileMin} to p{PercentileMax}, {Time.Bounds}, or late";

    protected override string Hint => "a percentile such as p95, a duration such as 30ms, or 'late'";

    public override ScalarFault? Parse(string text, out HedgeAfter value)
    {
        value = HedgeAfter.Late;
        if (text == LateWord) return null;
        if (!text.StartsWith('p'))
        {
            if (text.Length == 0 || !char.IsAsciiDigit(text[0])) return Malformed(text);
            var fault = Time.Parse(text, out var time);
            value = new HedgeAfter(0, time);
            return fault;
        }

        if (!int.TryParse(text[1..], NumberStyles.None, CultureInfo.InvariantCulture, out var percentile)) return Malformed(text);
        if (percentile is < PercentileMin or > PercentileMax)
            return new(ValueErrors.OutOfBounds, $"'{Printable.Of(text)}' is out of bounds", $"Write p{PercentileMin} to p{PercentileMax}.");
        value = new HedgeAfter(percentile, TimeSpan.Zero);
        return null;
    }

    public override string Write(HedgeAfter value) =>
        value.IsWhenLate ? LateWord : value.Percentile > 0 ? string.Create(CultureInfo.InvariantCulture, $"p{value.Percentile}") : Time.Write(value.Time);

    public override JsonObject Schema() => OrVariable(new JsonObject
    {
        ["type"] = "string",
        ["pattern"] = "^late$|^p[5-9][0-9]$|^([0-9]+(\\.[0-9]+)?(d|h|m|s|ms))+$",
    });
}
