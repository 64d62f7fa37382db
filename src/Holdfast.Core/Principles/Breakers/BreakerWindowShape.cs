using System.Globalization;
using System.Text.Json.Nodes;
using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Breakers;

/// <summary><c>10s</c> or <c>100 calls</c>.</summary>
internal sealed class BreakerWindowShape : ScalarShape<BreakerWindow>
{
    private const string Suffix = " calls";
    private const int CallsMin = 5;
    private const int CallsMax = 100_000;

    private static readonly ScalarShape<TimeSpan> Time =
        (ScalarShape<TimeSpan>)Shapes.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));

    public override string Title => "duration or number of calls";

    public override string Unit => "s, m, h, or calls";

    public override string Bounds => $"{Time.Bounds}, or {Count(CallsMin)} to {Count(CallsMax)}";

    protected override string Hint => "a duration such as 10s, or a number of calls such as '100 calls'";

    public override ScalarFault? Parse(string text, out BreakerWindow value)
    {
        value = default;
        if (!text.EndsWith(Suffix, StringComparison.Ordinal))
        {
            var fault = Time.Parse(text, out var time);
            value = BreakerWindow.Of(time);
            if (fault is null || fault.Known == ValueErrors.OutOfBounds) return fault;
            return text.Length > 0 && text.All(char.IsAsciiDigit) ? fault with { Advice = $"Write {text}s, or '{text} calls', as you mean it." } : Malformed(text);
        }

        if (!int.TryParse(text[..^Suffix.Length], NumberStyles.None, CultureInfo.InvariantCulture, out var calls)) return Malformed(text);
        if (calls is < CallsMin or > CallsMax)
            return new(ValueErrors.OutOfBounds, $"'{Printable.Of(text)}' is out of bounds", $"Write {Count(CallsMin)} to {Count(CallsMax)}, or a duration.");
        value = BreakerWindow.Of(calls);
        return null;
    }

    public override string Write(BreakerWindow value) => value.Calls > 0 ? $"{value.Calls}{Suffix}" : Time.Write(value.Time);

    public override JsonObject Schema() => OrVariable(new JsonObject
    {
        ["type"] = "string",
        ["pattern"] = "^([0-9]+(\\.[0-9]+)?(d|h|m|s|ms))+$|^[0-9]+ calls$",
    });

    private static string Count(int calls) => string.Create(CultureInfo.InvariantCulture, $"{calls:N0}{Suffix}");
}
