using Holdfast.WebConsole.Streaming;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Holdfast.WebConsole.Parts;

/// <summary>An element that is sent anew when it has changed. None stands in another.</summary>
public sealed class Live : ComponentBase
{
    /// <summary>Unique on the page; a word of our own, never a name that somebody gave.</summary>
    [Parameter, EditorRequired]
    public string Key { get; set; } = "";

    [Parameter]
    public string Tag { get; set; } = "div";

    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    [Parameter(CaptureUnmatchedValues = true)]
    public IReadOnlyDictionary<string, object>? Attributes { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.AddMarkupContent(0, LiveBlocks.Begin(Key));
        builder.OpenElement(1, Tag);
        builder.AddAttribute(2, "data-live", Key);
        builder.AddMultipleAttributes(3, Attributes);
        builder.AddContent(4, ChildContent);
        builder.CloseElement();
        builder.AddMarkupContent(5, LiveBlocks.End);
    }
}
