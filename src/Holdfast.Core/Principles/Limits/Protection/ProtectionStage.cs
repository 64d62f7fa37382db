using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Principles.Limits.Protection;

/// <summary>Refuses calls that the process cannot carry, before it does anything else for them.</summary>
public sealed class ProtectionStage : InboundStage
{
    private readonly ProtectionSite _site;
    private readonly ProtectionState _state;

    internal ProtectionStage(ProtectionSite site, ProtectionState state) => (_site, _state) = (site, state);

    public override Position Position => Position.Overload;

    public override bool TryEnter(Call call) => _state.Admits(_site, call);

    public override ValueTask<Verdict> EnterAsync(Call call) => new(_site.Refuse(_state.Measure(_site.Plan)));
}
