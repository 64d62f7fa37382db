using System.Buffers;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Holdfast.Core.Plan.Fields;

/// <summary>Bytes with their unit; a KB is 1,024 bytes, and KiB says the same.</summary>
internal sealed class SizeShape(long min, long max) : ScalarShape<long>
{
    private static readonly string[] Units = ["B", "KB", "MB", "GB", "TB"];

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    public override string Title => "size";

    public override string Unit => "B, KB, MB, GB, TB; 1KB is 1,024B";

    public override string Bounds => $"{Write(min)} to {Write(max)}";

    protected override string Hint => "a size such as 64KB, 10MB or 2GB (1 KB = 1,024 B)";

    public override ScalarFault? Parse(string text, out long value)
    {
        value = 0;
        if (text.StartsWith('-'))
            return new(ValueErrors.OutOfBounds, $"'{Printable.Of(text)}' is negative", $"Write a size of {Bounds}.");
        var digits = text.AsSpan().IndexOfAnyExcept(Digits);
        if (digits < 0 && text.Length > 0)
            return new(ValueErrors.Malformed, $"'{Printable.Of(text)}' has no unit", $"Write {text}B, {text}KB or {text}MB, as you mean it.");
        if (digits is <= 0 or > 18
            || !decimal.TryParse(text.AsSpan(0, digits), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return Malformed(text);
        var exponent = Array.IndexOf(Units, text[digits..].Replace("iB", "B", StringComparison.Ordinal));
        if (exponent < 0)
            return Malformed(text);
        for (var i = 0; i < exponent; i++)
            number *= 1024;
        if (number != decimal.Truncate(number))
            return new(ValueErrors.Malformed, $"'{Printable.Of(text)}' is not a whole number of bytes", $"Write {Hint}.");
        if (number < min || number > max)
            return new(ValueErrors.OutOfBounds, $"'{Printable.Of(text)}' is out of bounds", $"Write a size of {Bounds}.");
        value = (long)number;
        return null;
    }

    public override string Write(long value)
    {
        var unit = 0;
        while (value != 0 && value % 1024 == 0 && unit < Units.Length - 1)
            (value, unit) = (value / 1024, unit + 1);
        return value.ToString(CultureInfo.InvariantCulture) + Units[unit];
    }

    public override JsonObject Schema() => OrVariable(new JsonObject
    {
        ["type"] = "string",
        ["pattern"] = @"^[0-9]+(\.[0-9]+)?(B|[KMGT]i?B)$",
    });
}
