namespace Synter.Web.Components.Forms;

/// <summary>What a control needs from its field.</summary>
public readonly record struct FieldContext(string Id, string? DescribedBy, bool HasError)
{
    /// <summary>For <c>aria-invalid</c>; null leaves the attribute out.</summary>
    public string? Invalid => HasError ? "true" : null;
}
