using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Components;
using Synter.Domain.Agents.Catalog.Schemas;

namespace Synter.Web.Components.Forms;

public sealed partial class SchemaField
{
    /// <summary>A longer answer than this wants the whole width.</summary>
    private const int LongAnswer = 200;

    [CascadingParameter]
    public required SchemaFields Form { get; set; }

    [Parameter, EditorRequired]
    public required SchemaNode Node { get; set; }

    /// <summary>Where its value stands.</summary>
    [Parameter, EditorRequired]
    public required string Pointer { get; set; }

    [Parameter]
    public bool Optional { get; set; }

    /// <summary>A group whose title would only repeat the heading above it.</summary>
    [Parameter]
    public bool Bare { get; set; }

    private FormState State => Form.State;

    private string Id => SchemaFields.IdOf(Pointer);

    private string? Error => State.ErrorAt(Pointer);

    private string? Help => Node.Hints.Help ?? Node.Description;

    private string Text => State.Text(Pointer);

    private bool IsWhole => Node.Widget is Widget.Tags or Widget.TextArea || Node.MaxLength > LongAnswer;

    private string FixedWords => Node.Const is { } value ? Node.LabelOf(FormValues.Text(value)) : "None";

    private string? InputMode => Node switch
    {
        { Widget: Widget.Number, Types: var types } => types.HasFlag(SchemaTypes.Number) ? "decimal" : "numeric",
        { Format: "email" } => "email",
        { Format: "uri" } => "url",
        _ => null,
    };

    private void SetText(string? text) => State.Set(Pointer, Node switch
    {
        { Widget: Widget.Number } => FormValues.FromNumber(text),
        { Widget: Widget.Select } => Chosen(text),
        _ => FormValues.FromText(text),
    });

    /// <summary>The enum's own value: a choice may be a number or a truth value.</summary>
    private JsonNode? Chosen(string? text) =>
        Node.Enum?.FirstOrDefault(v => v is not null && FormValues.Text(v) == text)?.DeepClone();

    private void Leave() => State.Leave(Pointer);
}
