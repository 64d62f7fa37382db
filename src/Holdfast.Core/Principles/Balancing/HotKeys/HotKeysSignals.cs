using System.Globalization;

namespace Holdfast.Core.Principles.Balancing.HotKeys;

/// <summary>What is told of keys that become hot and cold.</summary>
internal static class HotKeysSignals
{
    public const string Slice = "hot-keys";

    public static void Hot(HotWatch watch, HotKey key, in HotReading reading) => Publish(watch, "key-hot", string.Create(
        CultureInfo.InvariantCulture,
        $"'{key.Text}' is hot: {reading.Rate:0} calls a second, {reading.Share * 100:0.#}% of all{Spread(watch)}"));

    public static void Cold(HotWatch watch, HotKey key, long now) => Publish(watch, "key-cold", string.Create(
        CultureInfo.InvariantCulture,
        $"'{key.Text}' is hot no longer: {key.Calls} calls in {watch.Since(key.Since, now).TotalSeconds:0.#} s"));

    public static void More(HotWatch watch, int keys) =>
        Publish(watch, "keys-changed", $"{keys} more times a key became hot or cold within {HotKeysFields.Window.Shape.WriteAny(watch.Plan.Window)}");

    private static void Publish(HotWatch watch, string name, string text) =>
        watch.Context.Signals.Publish(Slice, name, $"interfaces.{watch.Interface}", text);

    private static string Spread(HotWatch watch) => watch.Plan.Spread is { } nodes ? $"; spread over {nodes} nodes" : "";
}
