using System.Globalization;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Kernel;

namespace Synter.Web.Features.Approvals;

/// <summary>A refused form: what stood in its fields, and what was wrong with which.</summary>
/// <param name="Decision">As the form has it.</param>
/// <param name="Texts">By the names of <see cref="DecisionForm"/>.</param>
/// <param name="Errors">By the same names.</param>
public sealed record KeptForm(string Decision, IReadOnlyDictionary<string, string> Texts, IReadOnlyDictionary<string, string> Errors)
{
    /// <param name="edit">What was read of the form, to tell which of its fields an error is about.</param>
    public static KeptForm Of(IFormCollection form, Refusal refusal, ContentEdit? edit) => new(
        form[DecisionForm.Decision].ToString(),
        form.Where(field => DecisionForm.IsTyped(field.Key)).ToDictionary(field => field.Key, field => field.Value.ToString()),
        refusal.Errors
            .GroupBy(error => FieldOf(error.Pointer, edit))
            .ToDictionary(errors => errors.Key, errors => string.Join(' ', errors.Select(error => error.Message))));

    private static string FieldOf(string pointer, ContentEdit? edit) => pointer.Split('/') switch
    {
        ["", "edit", "effects", var index, "payload", var field] when int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var i) && i < edit?.Effects.Count =>
            DecisionForm.EffectField(edit.Effects[i].Effect, field),
        ["", "edit", DecisionForm.Body] => DecisionForm.Body,
        ["", DecisionForm.Note] => DecisionForm.Note,
        _ => pointer,
    };
}
