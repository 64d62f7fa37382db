using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Keys;
using Holdfast.Core.Plan;

namespace Holdfast.Core.Principles.Degradation.Switches;

/// <summary>Whom a switch holds for, where it is not for all: a tenant, a user, by what their requests carry.</summary>
/// <param name="Per">The part of a request that says who it is, as <c>header:X-Tenant</c>.</param>
/// <param name="Key">Who.</param>
internal sealed record SwitchCaller(KeyPart Per, string Key)
{
    private readonly KeyReader _reader = new(new KeyPlan([Per]));

    public bool Is(Call call) => string.Equals(_reader.Text(call), Key, StringComparison.Ordinal);

    public bool Equals(SwitchCaller? other) => other is not null && Per == other.Per && Key == other.Key;

    public override int GetHashCode() => HashCode.Combine(Per, Key);

    /// <summary>As it stands behind what is set.</summary>
    public string Words => $"for {SwitchFields.Per.Shape.WriteAny(Per)} {Printable.Of(Key)}";
}
