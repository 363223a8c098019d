//! Coping skills: texts of their pages and guides. Ours, plain, and never a promise.

use super::i18n::catalogue;

catalogue! {
    SKILLS: "What can help" / "Lo que puede ayudar";
    PRACTISE: "Practice" / "Practicar";
    FOR_WAVE: "For an urge that is here right now" / "Para las ganas que están aquí ahora";
    FOR_BREATH: "Calms the body in two minutes" / "Calma el cuerpo en dos minutos";
    FOR_SENSES: "Five senses that bring you back to here" / "Cinco sentidos que te traen al aquí";
    FOR_LATER: "Ten minutes before you decide anything" / "Diez minutos antes de decidir algo";
    FOR_FORWARD: "Think it through to the next morning" / "Piénsalo hasta la mañana siguiente";
    FOR_LINES: "For when someone offers" / "Para cuando alguien ofrece";
    FOR_MUSCLES: "For tension, or before sleep" / "Para la tensión o antes de dormir";
    FOR_CALL: "So that you are not alone with it" / "Para no estar a solas con esto";
    ALL_SKILLS: "All skills" / "Todas las habilidades";
    SKILLS_TEXT:
        "Each one takes a few minutes. Try them when you are calm too: then they come more easily during a craving." /
        "Cada una toma unos minutos. Pruébalas también en calma: así salen mejor durante un antojo.";
    CHANGE: "{change} on average · give or take {spread} · {n} times" /
        "{change} en promedio · más o menos {spread} · {n} veces";
    PRACTISED_ONCE: "Practiced once" / "Practicada una vez";
    PRACTISED_N: "Practiced {n} times" / "Practicada {n} veces";
    WORKS_HINT: "Numbers show up after five practices rated before and after. Below zero means weaker afterward." /
        "Los números aparecen después de cinco prácticas con nota antes y después. Menos de cero significa más débil después.";

    OWN_SKILLS: "Your own" / "Las tuyas";
    OWN_NONE: "Something else that helps you? Write it down here." / "¿Hay otra cosa que te ayuda? Escríbela aquí.";
    ADD_OWN: "Add your own" / "Agregar una tuya";
    OWN_NAME: "What you call it" / "Cómo la llamas";
    OWN_NAME_HINT: "For example: walk around the block" / "Por ejemplo: caminar una cuadra";
    OWN_STEPS: "What you do" / "Qué haces";
    EDIT_OWN: "Edit this skill" / "Editar esta habilidad";
    DELETE_OWN: "Delete this skill" / "Borrar esta habilidad";
    DELETE_OWN_QUESTION: "Delete this skill?" / "¿Borrar esta habilidad?";
    DELETE_OWN_TEXT: "It is removed from your list. What you practiced with it stays in your notes." /
        "Sale de tu lista. Lo que practicaste con ella se queda en tus notas.";
    SKILL_GONE: "This skill is no longer here." / "Esta habilidad ya no está.";

    WHEN_IS_IT: "When are you doing it?" / "¿Cuándo la haces?";
    FOR_THIS_CRAVING: "For the craving you just logged." / "Para el antojo que acabas de anotar.";
    RATE_BEFORE: "How strong is the urge right now?" / "¿Qué tan fuerte son las ganas ahora?";
    BEGIN: "Begin" / "Empezar";
    I_AM_DONE: "I am done" / "Ya terminé";
    START_OVER: "Start over" / "Empezar de nuevo";
    RATE_AFTER: "And now, how strong is the urge?" / "¿Y ahora, qué tan fuertes son las ganas?";
    YOU_DID_IT: "You gave it a try" / "Lo intentaste";
    NEXT: "Next" / "Siguiente";
    BACK: "Back" / "Atrás";
    STEP_N: "Step {n} of {of}" / "Paso {n} de {of}";
    TIME_LEFT: "{time} left" / "quedan {time}";
    TIME_SO_FAR: "{time} so far" / "{time} hasta ahora";
    GO_ON: "That is the end. Keep going as long as you like." / "Ese es el final. Sigue el tiempo que quieras.";

    OFFER_RELIEF: "{skill} helped you most: {change} on average, {n} times." /
        "{skill} es lo que más te ayudó: {change} en promedio, {n} veces.";
    OFFER_PRACTISED: "{skill} is what you practiced most. Try it now?" /
        "{skill} es lo que más practicaste. ¿La pruebas ahora?";
    STILL_STRONG: "Still strong? That happens. Another skill may fit better, or talking to someone." /
        "¿Sigue fuerte? Pasa. Tal vez otra habilidad ayude más, o alguien con quien hablar.";
    ANOTHER_SKILL: "Another skill" / "Otra habilidad";
    MIDWAY: "You are in the middle of {skill}." / "Estás a mitad de {skill}.";
    BACK_TO_IT: "Back to it" / "Volver";
    OFFER_FIRST: "It will pass. {skill} can help you wait for that." / "Va a pasar. {skill} puede ayudarte a esperar.";
    OFFER_GO: "Do it now" / "Hacerla ahora";

    AGAIN: "And now?" / "¿Y ahora?";
    AGAIN_TEXT: "At {time} your craving was {n} of 10. How strong is it now?" /
        "A las {time} tu antojo era {n} de 10. ¿Qué tan fuerte es ahora?";
    NOT_NOW: "Not now" / "Ahora no";

    WAVE_INTRO:
        "An urge rises, peaks and falls like a wave. You do not have to fight it or follow it. You ride it, for five minutes." /
        "Las ganas suben, llegan arriba y bajan como una ola. No tienes que pelear ni seguirlas. Las surfeas durante cinco minutos.";
    WAVE_PICTURE: "A wave that rises, peaks and falls" / "Una ola que sube, llega arriba y baja";
    WAVE_1: "Sit or stand still. Where in your body do you feel the urge?" /
        "Siéntate o párate con calma. ¿En qué parte del cuerpo sientes las ganas?";
    WAVE_2: "What is it like there: tight, warm, buzzing? Just notice. You do not have to change it." /
        "¿Cómo se siente ahí: apretado, caliente, inquieto? Solo nótalo. No tienes que cambiarlo.";
    WAVE_3: "Stay with your breath. In slowly, out slowly. It carries you over the wave." /
        "Quédate con tu respiración. Inhala despacio, exhala despacio. Te lleva por encima de la ola.";
    WAVE_4: "It may grow now. Waves do. Stay on top and keep breathing." /
        "Tal vez crezca ahora. Así son las olas. Quédate arriba y sigue respirando.";
    WAVE_5: "Look again: is it a little weaker, or in another place? Let it move." /
        "Mira otra vez: ¿está un poco más débil o en otro lugar? Deja que se mueva.";
    WAVE_6: "Feel your feet on the floor. Whatever is left will pass too." /
        "Siente los pies en el suelo. Lo que quede también va a pasar.";

    BREATH_INTRO: "Slow breathing, with a longer breath out, calms the body. Two or three minutes are enough." /
        "Respirar despacio, con una exhalación más larga, calma el cuerpo. Dos o tres minutos bastan.";
    BREATHE_IN: "Breathe in" / "Inhala";
    HOLD: "Hold" / "Sostén";
    BREATHE_OUT: "Breathe out" / "Exhala";
    RHYTHM: "Change the rhythm" / "Cambiar el ritmo";
    RHYTHM_TEXT: "Choose what feels easy. If you get dizzy, breathe as usual." /
        "Elige lo que sea fácil. Si te mareas, respira como siempre.";
    SECONDS_N: "{n} seconds" / "{n} segundos";

    SENSES_INTRO: "Your senses bring you back to here and now. Go slowly, one step at a time." /
        "Tus sentidos te traen al aquí y ahora. Ve despacio, un paso a la vez.";
    SENSES_1: "Look around. Name 5 things you can see." / "Mira alrededor. Nombra 5 cosas que puedes ver.";
    SENSES_2: "Name 4 things you can touch. Touch them." / "Nombra 4 cosas que puedes tocar. Tócalas.";
    SENSES_3: "Be quiet for a moment. Name 3 things you can hear." /
        "Quédate en silencio un momento. Nombra 3 cosas que puedes oír.";
    SENSES_4: "Name 2 things you can smell, or two smells you like." /
        "Nombra 2 cosas que puedes oler, o dos olores que te gustan.";
    SENSES_5: "Name 1 thing you can taste. A sip of water will do." /
        "Nombra 1 cosa que puedes saborear. Un sorbo de agua sirve.";

    LATER_INTRO: "You do not have to decide now. Put it off for ten minutes and do something else. Then look again." /
        "No tienes que decidir ahora. Aplázalo diez minutos y haz otra cosa. Después mira otra vez.";
    DELAY: "Delay" / "Aplazar";
    DELAY_TEXT: "Not now. In ten minutes you can look again. The timer keeps running when the screen is off." /
        "Ahora no. En diez minutos puedes mirar otra vez. El reloj sigue con la pantalla apagada.";
    DISTRACT: "Distract" / "Distraer";
    DISTRACT_1: "Go outside or into another room" / "Sal o ve a otro cuarto";
    DISTRACT_2: "Drink a glass of water, slowly" / "Toma un vaso de agua, despacio";
    DISTRACT_3: "Write to someone or call them" / "Escribe o llama a alguien";
    DISTRACT_4: "Tidy up one small thing" / "Ordena una cosa pequeña";
    DISTRACT_5: "Play one song to the end" / "Escucha una canción hasta el final";
    DECIDE: "Decide" / "Decidir";
    DECIDE_WAIT: "When the ten minutes are over, look again at what you want." /
        "Cuando pasen los diez minutos, mira otra vez qué quieres.";
    DECIDE_NOW: "Ten minutes are over. What do you want for tonight and for tomorrow? You can put it off again." /
        "Pasaron diez minutos. ¿Qué quieres para esta noche y para mañana? Puedes aplazarlo otra vez.";
    TEN_MORE: "Ten more minutes" / "Diez minutos más";

    FORWARD_INTRO: "An urge shows you only the first scene. Play the whole movie, both ways." /
        "Las ganas te muestran solo la primera escena. Mira la película completa, de las dos formas.";
    FORWARD_IF: "If you follow the urge" / "Si sigues las ganas";
    FORWARD_1: "What are the first few minutes like?" / "¿Cómo son los primeros minutos?";
    FORWARD_2: "What is it like an hour later?" / "¿Cómo estás una hora después?";
    FORWARD_3: "What is tomorrow morning like, and who else feels it?" /
        "¿Cómo es mañana temprano, y quién más lo siente?";
    FORWARD_IF_NOT: "If you let it pass" / "Si las dejas pasar";
    FORWARD_4: "What do you do in the next hour?" / "¿Qué haces en la próxima hora?";
    FORWARD_5: "What is tomorrow morning like then?" / "¿Cómo es entonces mañana temprano?";
    FORWARD_NOTE: "Your notes" / "Tus apuntes";

    LINES_INTRO:
        "A line you have said out loud before comes easier when someone offers. Short and friendly is enough." /
        "Una frase que ya dijiste en voz alta sale mejor cuando alguien ofrece. Corta y amable basta.";
    LINES_1: "No, thanks. I'm good." / "No, gracias. Estoy bien así.";
    LINES_2: "Not tonight. I have to be up early." / "Esta noche no. Mañana madrugo.";
    LINES_3: "I'm taking a break from it. What else is there?" / "Me estoy dando un descanso de eso. ¿Qué más hay?";
    LINES_4: "Please don't ask me again. Let's talk about something else." /
        "Por favor no me preguntes más. Hablemos de otra cosa.";
    LINES_OWN: "Your own lines, one below the other" / "Tus propias frases, una debajo de otra";
    LINES_SAY: "Say it out loud, twice" / "Dila en voz alta, dos veces";
    NEXT_LINE: "Next line" / "Siguiente frase";

    MUSCLES_INTRO: "Tense a muscle, then let go. The body learns the difference. Skip whatever hurts." /
        "Tensa un músculo y luego suelta. El cuerpo aprende la diferencia. Omite lo que te duela.";
    MUSCLES_START: "Sit or lie down. Let your shoulders drop." / "Siéntate o acuéstate. Deja caer los hombros.";
    MUSCLES_HANDS: "Hands: make two fists. Hold." / "Manos: cierra los puños. Sostén.";
    MUSCLES_ARMS: "Arms: bend them and press. Hold." / "Brazos: dóblalos y aprieta. Sostén.";
    MUSCLES_SHOULDERS: "Shoulders: pull them up to your ears. Hold." / "Hombros: súbelos hasta las orejas. Sostén.";
    MUSCLES_FACE: "Face: squeeze your eyes and mouth shut. Hold." / "Cara: aprieta los ojos y la boca. Sostén.";
    MUSCLES_BELLY: "Belly: pull it in. Hold." / "Abdomen: mételo. Sostén.";
    MUSCLES_LEGS: "Legs: stretch them and pull up your toes. Hold." / "Piernas: estíralas y sube los dedos. Sostén.";
    MUSCLES_LET_GO: "Let go. Feel it get warm and heavy." / "Suelta. Siente cómo queda tibio y pesado.";
    MUSCLES_END: "Breathe slowly and stay like this for a while." / "Respira despacio y quédate así un rato.";

    CALL_INTRO: "A voice helps. It can be about anything; you do not have to explain." /
        "Una voz ayuda. Puede ser sobre cualquier cosa; no tienes que explicar nada.";
    CALL_WHOM: "Who could you call?" / "¿A quién podrías llamar?";
    CALL_1: "Someone who knows what you are changing" / "Alguien que sabe lo que estás cambiando";
    CALL_2: "Someone from your group, or someone who has been there" /
        "Alguien de tu grupo, o alguien que ya pasó por esto";
    CALL_3: "Someone who makes you laugh" / "Alguien que te hace reír";
    CALL_NAMES: "Names that come to mind" / "Nombres que se te ocurren";
    CALL_BEGIN: "How to begin" / "Cómo empezar";
    CALL_LINE_1: "“I'm having a hard moment. Can you talk for five minutes?”" /
        "«Estoy pasando un momento difícil. ¿Puedes hablar cinco minutos?»";
    CALL_LINE_2: "“You don't have to fix anything. Just tell me about your day.”" /
        "«No tienes que arreglar nada. Solo cuéntame de tu día.»";
    CALL_NOBODY: "Nobody picks up? These lines answer day and night." /
        "¿Nadie contesta? Estas líneas contestan de día y de noche.";
}
