import pickle
from w2vlib import Trainer

def train_word_vectors(model, optimizer, contexts, target, max_epoch, batch_size):
    trainer = Trainer(model, optimizer)
    trainer.fit(contexts, target, max_epoch, batch_size)

    # keep the data for later
    params = {}
    params['word_vecs'] = model.word_vecs.astype(np.float16)
    pkl_file = 'cbow_params.pkl'
    wirh open(pkl_file, 'wb') as f :
        pickle.dump(params, f, -1)
    return model.word_vecs, trainer.loss_list
