using System.Text;
using Holdfast.Control.Store;
using Holdfast.Control.Tests.Plans;

namespace Holdfast.Control.Tests.Store;

/// <summary>Revisions to publish.</summary>
internal static class Drafts
{
    public static readonly Order Ann = new("ann", "a try");

    /// <summary>A plan that differs by its time limit.</summary>
    public static PlanText Text(string timeout = "1s") => PlanText.Of("/plan.yaml", Encoding.UTF8.GetBytes(Texts.Plan(timeout)));

    public static RevisionDraft Of(PlanText text, int? parent, RevisionSource source = RevisionSource.Published, Order? order = null) =>
        new(text, text.Read(static _ => null).Digest, parent, source, order ?? Ann);

    public static RevisionDraft Of(string timeout, int? parent, RevisionSource source = RevisionSource.Published) => Of(Text(timeout), parent, source);
}
